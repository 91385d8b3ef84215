import { expect, test } from 'vitest';
import { sampleId, sampleRollouts, type SampleRollout } from '../store/conformance/sample-threads';
import { managedSamples, startOptions } from './testing/managed-samples';
import { turnComplete, turnStarted, userMessage } from './testing/thread-items';

const legacy = sampleId(1);
const base = sampleId(2);
const fork = sampleId(3);
const agent = sampleId(5);
const archived = sampleId(4);
const grandchild = sampleId(9);

/** Thread 1 spawned thread 5, which spawned thread 9. */
function family(): SampleRollout[] {
  const child = sampleRollouts.find(({ threadId }) => threadId === agent);
  if (!child) throw new Error('the sample agent is gone');
  const spawn = { parent_thread_id: agent, depth: 2 };
  const records = structuredClone(child.records);
  Object.assign(records[0]?.payload ?? {}, {
    ...{ id: grandchild, source: { subagent: { thread_spawn: spawn } } },
  });
  return [...sampleRollouts, { ...child, threadId: grandchild, rolloutId: grandchild, records }];
}

test('subtree_listing: root first, each once, stored and loaded ones', async () => {
  const { manager } = managedSamples(family());
  expect(await manager.subtree(legacy)).toEqual([legacy, agent, grandchild]);
  expect(await manager.subtree(agent)).toEqual([agent, grandchild]);
  const parent = { threadId: agent, sessionId: legacy };
  const live = await manager.start({ ...startOptions, parent });
  expect(await manager.subtree(legacy)).toEqual([legacy, agent, grandchild, live.threadId]);
  await live.submit({ kind: 'append', items: [turnStarted('a'), turnComplete('a')] });
  expect(await manager.subtree(legacy)).toEqual([legacy, agent, grandchild, live.threadId]);
  expect(await manager.subtree(base)).toEqual([base]);
});

test('archives_spawned_descendants', async () => {
  const { manager, notifications } = managedSamples(family());
  const loaded = await manager.resume({ threadId: agent, excludeTurns: true });
  const { done, failed } = await manager.archive(legacy);
  expect(failed).toEqual([]);
  expect(done).toEqual([legacy, grandchild, agent]);
  expect(loaded.isRunning).toBe(false);
  expect(manager.loadedIds).toEqual([]);
  expect(notifications).toEqual(done.map((threadId) => ({ type: 'thread/archived', threadId })));
  for (const threadId of done) expect((await manager.read(threadId)).archived).toBe(true);
});

test('a descendant that is archived already is left alone, and one that fails is named', async () => {
  const { manager, store, gate } = managedSamples(family());
  await store.shelf.archiveThread({ threadId: grandchild });
  const archiving = gate('shelf.archiveThread');
  const acting = manager.archive(legacy);
  (await archiving.next()).pass();
  (await archiving.next()).fail(new Error('disk'));
  archiving.open();
  expect(await acting).toEqual({
    done: [legacy],
    failed: [{ threadId: agent, error: { code: 'internal', message: 'disk' } }],
  });
});

test('requires_materialized_rollout, then works after a turn', async () => {
  const { manager } = managedSamples();
  const thread = await manager.start(startOptions);
  const { threadId } = thread;
  await expect(manager.archive(threadId)).rejects.toThrow(`no rollout found for thread id ${threadId}`);
  expect(manager.get(threadId)).toBe(thread);
  await thread.submit({ kind: 'append', items: [turnStarted('a'), userMessage('Hi'), turnComplete('a')] });
  expect(await manager.archive(threadId)).toEqual({ done: [threadId], failed: [] });
  // What its items implied was written before it went.
  expect(await manager.read(threadId)).toMatchObject({ archived: true, preview: 'Hi' });
});

test('archiving an archived thread fails before anything is unloaded', async () => {
  const { manager, told } = managedSamples(family());
  const loaded = await manager.resume({ threadId: agent, excludeTurns: true });
  await expect(manager.archive(archived)).rejects.toThrow(`no rollout found for thread id ${archived}`);
  await manager.archive(base);
  expect(loaded.isRunning).toBe(true);
  expect(told).toEqual(['thread/archived']);
});

test('moves_rollout_back: an unarchived thread is not loaded, and has a name or null', async () => {
  const { manager } = managedSamples();
  const thread = await manager.unarchive(archived);
  expect(thread).toMatchObject({ archived: false, name: null, status: { type: 'notLoaded' } });
});

test('deletes_spawned_descendants: grandchild, child, root', async () => {
  const { manager, notifications } = managedSamples(family());
  const { done } = await manager.delete(legacy);
  expect(done).toEqual([grandchild, agent, legacy]);
  expect(notifications).toEqual(done.map((threadId) => ({ type: 'thread/deleted', threadId })));
  for (const threadId of done) {
    await expect(manager.read(threadId)).rejects.toMatchObject({ code: 'thread_not_found' });
  }
});

test('preflights_external_fork_references_for_spawned_subtrees: nothing is deleted', async () => {
  // Thread 2, the base of fork 3, is an agent of thread 1 here.
  const rollouts = structuredClone([...sampleRollouts]);
  const payload = rollouts.find(({ rolloutId }) => rolloutId === base)?.records[0]?.payload ?? {};
  Object.assign(payload, { parent_thread_id: legacy });
  const { manager, store } = managedSamples(rollouts);
  expect(await manager.subtree(legacy)).toEqual([legacy, base, agent]);
  await expect(manager.delete(legacy)).rejects.toThrow(
    `cannot delete thread ${legacy}: forked history still references it`,
  );
  expect(store.calls.get('shelf.deleteThread')).toBeUndefined();
  await manager.delete(fork);
  expect((await manager.delete(legacy)).failed).toEqual([]);
});

test('handles_live_threads_before_rollout_exists', async () => {
  const { manager } = managedSamples();
  const memory = await manager.start({ ...startOptions, ephemeral: true });
  await expect(manager.delete(memory.threadId)).rejects.toThrow(
    `thread is not persisted and cannot be deleted: ${memory.threadId}`,
  );
  const { threadId } = await manager.start(startOptions);
  expect(await manager.delete(threadId)).toEqual({ done: [threadId], failed: [] });
  expect(manager.loadedIds).toEqual([memory.threadId]);
});

test('a revert ends the loaded thread, which goes on behind it when it is loaded again', async () => {
  const { manager } = managedSamples();
  const loaded = await manager.resume({ threadId: base });
  await manager.revert(base, 'beta-2');
  expect(loaded.isRunning).toBe(false);
  const again = await manager.resume({ threadId: base });
  expect((await again.loadHistory()).map(({ id }) => id)).toEqual(['beta-1']);
  await expect(manager.revert(legacy, 'alpha-1')).rejects.toThrow(
    'thread/revert only supports paginated threads',
  );
});
