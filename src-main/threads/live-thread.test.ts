import { expect, test } from 'vitest';
import { createMemoryThreadStore, type MemoryThreadStore } from '../store/memory/memory-thread-store';
import { resumeParams } from '../store/conformance/live-threads';
import { sampleId, sampleRollouts } from '../store/conformance/sample-threads';
import type { ThreadMetadataPatch } from '../store/types';
import { LiveThread } from './live-thread';
import { LiveThreadGuard } from './live-thread-guard';
import { gatedStore } from './testing/gated-store';
import {
  agentMessage,
  newParams,
  newThreadId as threadId,
  tokenCount,
  turnComplete,
  turnContext,
  turnStarted,
  userItem,
  userMessage,
} from './testing/thread-items';

const update = 'metadata.updateThreadMetadata';
const read = (store: MemoryThreadStore, id = threadId) =>
  store.readThread({ threadId: id, includeArchived: true });
const firstTurn = [turnStarted('one'), turnContext(), userMessage('Hello'), tokenCount(120)];

function opened() {
  const { store, log, gate } = gatedStore(createMemoryThreadStore(sampleRollouts));
  const patches = () => store.calls.get(update) ?? 0;
  return { store, log, gate, patches };
}
const patchOf = (params: unknown) => (params as { patch: ThreadMetadataPatch }).patch;

test('raw_append_items_does_not_update_sqlite_metadata', async () => {
  const { store, patches } = opened();
  await store.live.createThread(newParams());
  await store.live.appendItems({ threadId, items: firstTurn });
  expect(patches()).toBe(0);
});

test.each(['legacy', 'paginated'] as const)(
  'live_thread_observes_appended_items_into_sqlite_metadata: %s',
  async (historyMode) => {
    const { store, patches } = opened();
    const live = await LiveThread.create(store, newParams(historyMode));
    const said = historyMode === 'legacy' ? userMessage('Hello') : userItem(threadId, 'Hello');
    await live.append([turnStarted('one'), turnContext(), said, tokenCount(120)]);
    await live.flush();
    expect(patches()).toBe(1);
    const told = { preview: 'Hello', model: 'gpt-6', reasoningEffort: 'high', tokensUsed: 120 };
    expect(await read(store)).toMatchObject({ ...told, cwd: '/srv/a', name: null });
    await live.shutdown();
  },
);

test('live_thread_output_advances_updated_at_but_not_recency_at', async () => {
  const { store } = opened();
  let now = Date.now();
  const live = await LiveThread.create(store, newParams(), () => now);
  await live.append(firstTurn);
  await live.flush();
  const before = await read(store);
  now += 60_000;
  await live.append([agentMessage('Hi')]);
  await live.flush();
  const after = await read(store);
  expect(after.updatedAtMs).toBe(now);
  expect(after.recencyAtMs).toBe(before.recencyAtMs);
  now += 60_000;
  await live.append([turnComplete('one'), turnStarted('two')]);
  await live.flush();
  expect((await read(store)).recencyAtMs).toBe(now);
});

test('live_thread_shutdown_does_not_materialize_empty_thread_metadata', async () => {
  const { store, patches } = opened();
  const live = await LiveThread.create(store, newParams());
  await live.append([]);
  await live.flush();
  await live.shutdown();
  expect(patches()).toBe(0);
  await expect(read(store)).rejects.toMatchObject({ code: 'thread_not_found' });
});

test('live_thread_memory_mode_update_before_rollout_materializes_keeps_history_mode', async () => {
  for (const historyMode of ['legacy', 'paginated'] as const) {
    const { store } = opened();
    const live = await LiveThread.create(store, newParams(historyMode));
    const thread = await live.updateMemoryMode('disabled', true);
    expect(thread).toMatchObject({ memoryMode: 'disabled', historyMode });
    await live.shutdown();
  }
});

test('live_thread_resume_loads_history_before_observing_metadata', async () => {
  const { store, log, patches } = opened();
  const live = await LiveThread.resume(store, resumeParams(1));
  expect(log).toEqual(['live.resumeThread', 'readThread']);
  expect(patches()).toBe(0);
  const before = await read(store, sampleId(1));
  await live.flush();
  // Opening a thread does not reorder lists.
  expect((await read(store, sampleId(1))).updatedAtMs).toBe(before.updatedAtMs);
  await live.append([userMessage('Later')]);
  await live.flush();
  expect(await read(store, sampleId(1))).toMatchObject({ preview: 'Alpha one', gitInfo: { branch: 'main' } });
  expect((await live.loadHistory(false)).map(({ id }) => id)).toContain('alpha-1');
  await live.shutdown();
});

test('a thread that cannot be read is not resumed, and can be tried again', async () => {
  const { store, gate } = opened();
  const reading = gate('readThread');
  const resuming = LiveThread.resume(store, resumeParams(1));
  (await reading.next()).fail(new Error('disk'));
  await expect(resuming).rejects.toThrow('disk');
  reading.open();
  await (await LiveThread.resume(store, resumeParams(1))).shutdown();
});

test('append_returns_after_history_acceptance_while_metadata_is_blocked', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append(firstTurn);
  const blocked = await updates.next();
  await live.append([agentMessage('Hi')]);
  expect((await store.check({ threadId })).lines).toBe(6);
  blocked.pass();
  updates.open();
  await live.shutdown();
});

test('appends_coalesce_while_metadata_update_is_in_flight', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  const inFlight = await updates.next();
  await live.append([tokenCount(1)]);
  await live.append([tokenCount(2)]);
  await live.append([turnContext()]);
  inFlight.pass();
  const second = await updates.next();
  expect(patchOf(second.params)).toMatchObject({ tokensUsed: 2, model: 'gpt-6' });
  second.pass();
  updates.open();
  await live.flush();
  expect(store.calls.get(update)).toBe(2);
});

test('queued_generation_keeps_its_barrier_when_in_flight_update_fails', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  const inFlight = await updates.next();
  await live.append([tokenCount(2)]);
  const barrier = live.flush();
  inFlight.fail(new Error('locked'));
  const retried = await updates.next();
  expect(patchOf(retried.params)).toMatchObject({ preview: 'Hello', tokensUsed: 2 });
  retried.pass();
  updates.open();
  await barrier;
  expect(await read(store)).toMatchObject({ preview: 'Hello', tokensUsed: 2 });
});

test('failed_async_update_is_retried_and_reported_by_barriers', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  (await updates.next()).fail(new Error('locked'));
  const { lines } = await store.check({ threadId });
  const first = live.flush();
  (await updates.next()).fail(new Error('still locked'));
  await expect(first).rejects.toThrow('still locked');
  updates.open();
  await live.flush();
  expect(await read(store)).toMatchObject({ preview: 'Hello' });
  // What failed was the metadata: the history was not written twice.
  expect((await store.check({ threadId })).lines).toBe(lines);
});

test('shutdown_waits_for_queued_metadata_before_closing_store', async () => {
  const { store, log, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  const blocked = await updates.next();
  const closing = live.shutdown();
  await store.describeHome();
  expect(log).not.toContain('live.shutdownThread');
  blocked.pass();
  updates.open();
  await closing;
  expect(log.at(-1)).toBe('live.shutdownThread');
  expect(await read(store)).toMatchObject({ preview: 'Hello' });
});

test('shutdown closes the writer whatever becomes of the metadata, and can be tried again', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  (await updates.next()).fail(new Error('locked'));
  const closing = live.shutdown();
  (await updates.next()).fail(new Error('still locked'));
  await expect(closing).rejects.toThrow('still locked');
  expect(store.calls.get('live.shutdownThread')).toBe(1);
  updates.open();
  await live.shutdown();
  expect(store.calls.get('live.shutdownThread')).toBe(1);
  expect(await read(store)).toMatchObject({ preview: 'Hello' });
});

test('discard_waits_for_in_flight_metadata_before_discarding_store', async () => {
  const { store, log, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  const inFlight = await updates.next();
  await live.append([tokenCount(9)]);
  const discarding = live.discard();
  await store.describeHome();
  expect(log).not.toContain('live.discardThread');
  inFlight.pass();
  updates.open();
  await discarding;
  // What was pending is dropped, what is durable stays.
  expect(store.calls.get(update)).toBe(1);
  expect((await store.check({ threadId })).lines).toBe(3);
});

test('an explicit update comes behind what the items implied until then', async () => {
  const { store, gate } = opened();
  const updates = gate(update);
  const live = await LiveThread.create(store, newParams());
  await live.append([userMessage('Hello')]);
  const observed = await updates.next();
  const naming = live.updateMetadata({ name: 'Mine' }, true);
  observed.pass();
  const explicit = await updates.next();
  expect(patchOf(observed.params)).toMatchObject({ title: 'Hello' });
  expect(patchOf(explicit.params)).toEqual({ name: 'Mine' });
  explicit.pass();
  updates.open();
  expect(await naming).toMatchObject({ name: 'Mine', preview: 'Hello' });
});

test.each(['legacy', 'paginated'] as const)(
  'name set before first turn survives the first message: %s',
  async (historyMode) => {
    const { store } = opened();
    const live = await LiveThread.create(store, newParams(historyMode));
    await live.updateMetadata({ name: 'Mine' }, false);
    const said = historyMode === 'legacy' ? userMessage('Hello') : userItem(threadId, 'Hello');
    await live.append([said]);
    await live.shutdown();
    expect(await read(store)).toMatchObject({ name: 'Mine', preview: 'Hello' });
    const resumed = await LiveThread.resume(store, resumeParams(51));
    await resumed.append([tokenCount(3)]);
    await resumed.shutdown();
    expect(await read(store)).toMatchObject({ name: 'Mine' });
  },
);

test('a guard that was not committed discards', async () => {
  const { store } = opened();
  const opening = async (fails: boolean) => {
    await using guard = new LiveThreadGuard(await LiveThread.create(store, newParams()));
    if (fails) throw new Error('the rest failed');
    return guard.commit();
  };
  await expect(opening(true)).rejects.toThrow('the rest failed');
  expect(store.calls.get('live.discardThread')).toBe(1);
  const live = await opening(false);
  expect(store.calls.get('live.discardThread')).toBe(1);
  await live.append([userMessage('Hello')]);
  await live.shutdown();
});

test('a store that only reads cannot be written to', async () => {
  const { live: _live, ...readOnly } = createMemoryThreadStore();
  await expect(LiveThread.create(readOnly, newParams())).rejects.toMatchObject({ code: 'unsupported' });
});
