import { expect, test } from 'vitest';
import type { Review } from '../contracts/model/edit';
import { createParams } from '../store/conformance/live-threads';
import { sampleId } from '../store/conformance/sample-threads';
import { managedSamples, startOptions } from './testing/managed-samples';
import { agentMessage, turnComplete, turnStarted, userMessage } from './testing/thread-items';

const legacy = sampleId(1);
const paginated = sampleId(2);
const archived = sampleId(4);
const turn = (id: string) => [
  turnStarted(id),
  userMessage(`Prompt ${id}`),
  agentMessage('Yes'),
  turnComplete(id),
];
const review: Review = {
  ...{ findings: [], verdict: 'patch is correct', explanation: 'Fine.', confidence: 1 },
};
const idsOf = (turns: readonly { id: string }[]) => turns.map(({ id }) => id);

test('a started thread is listed once something is appended, and resumed after a restart', async () => {
  const { manager, store } = managedSamples();
  const thread = await manager.start(startOptions);
  const { threadId } = thread;
  expect(manager.get(threadId)).toBe(thread);
  await expect(store.readThread({ threadId, includeArchived: true })).rejects.toMatchObject({
    code: 'thread_not_found',
  });
  await thread.submit({ kind: 'append', items: turn('one') });
  await manager.shutdownThreads(1000);
  const again = await manager.resume({ threadId });
  expect(again).not.toBe(thread);
  expect(await again.read({ includeTurns: true })).toMatchObject({
    preview: 'Prompt one',
    turns: [{ id: 'one' }],
  });
});

test('resume_active_thread_from_rollout_returns_running_thread: the same object', async () => {
  const { manager, log } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  const [one, two] = await Promise.all([
    manager.resume({ threadId: legacy }),
    manager.resume({ threadId: legacy, rolloutPath: '' }),
  ]);
  expect([one, two]).toEqual([thread, thread]);
  expect(log.filter((call) => call === 'live.resumeThread')).toHaveLength(1);
});

test('resume_stopped_thread_from_rollout_spawns_new_thread', async () => {
  const { manager } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  await thread.shutdown();
  const again = await manager.resume({ threadId: legacy });
  expect(again).not.toBe(thread);
  expect(again.isRunning).toBe(true);
  expect(manager.get(legacy)).toBe(again);
});

test('resume_stopped_thread_from_rollout_preserves_thread_source', async () => {
  const { manager } = managedSamples();
  const thread = await manager.start({ ...startOptions, threadSource: 'user', source: 'exec' });
  await thread.submit({ kind: 'append', items: turn('one') });
  await thread.shutdown();
  const { settings } = await manager.resume({ threadId: thread.threadId });
  expect(settings).toMatchObject({ threadSource: 'user', source: 'exec', originator: 'skein' });
});

test('rejects_mismatched_path_for_running_thread_id', async () => {
  const { manager } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  const path = '/home/me/.codex/sessions/a.jsonl';
  await expect(manager.resume({ threadId: legacy, rolloutPath: path })).rejects.toMatchObject({
    code: 'invalid_request',
    message: `thread ${legacy} is already running with a different rollout path`,
  });
  expect(manager.get(legacy)).toBe(thread);
});

test('archived and missing threads are not resumed', async () => {
  const { manager } = managedSamples();
  await expect(manager.resume({ threadId: archived })).rejects.toMatchObject({
    message: `session ${archived} is archived. Run \`codex unarchive ${archived}\` to unarchive it first.`,
  });
  await expect(manager.resume({ threadId: sampleId(99) })).rejects.toMatchObject({
    code: 'thread_not_found',
    message: `no rollout found for thread id ${sampleId(99)}`,
  });
  await expect(manager.fork({ threadId: archived })).rejects.toThrow('is archived');
  expect(manager.loadedIds).toEqual([]);
});

test('an unmaterialized thread is neither resumed nor forked', async () => {
  const { manager } = managedSamples();
  const { threadId } = await manager.start(startOptions);
  await expect(manager.resume({ threadId })).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(manager.fork({ threadId })).rejects.toThrow(`no rollout found for thread id ${threadId}`);
});

test('a resume that fails half way leaves nothing, and can be tried again', async () => {
  const { manager, gate } = managedSamples();
  const resuming = manager.resume({ threadId: legacy });
  const reads = gate('readThread');
  (await reads.next()).pass();
  (await reads.next()).fail(new Error('disk'));
  await expect(resuming).rejects.toThrow('disk');
  reads.open();
  expect(manager.loadedIds).toEqual([]);
  expect((await manager.resume({ threadId: legacy })).isRunning).toBe(true);
});

test('a lost race: the later thread gives its writer up', async () => {
  const { manager, store } = managedSamples();
  // Somebody takes the writer from under a thread that is still registered.
  const other = await manager.start({ ...startOptions, threadId: sampleId(61) });
  await store.live.discardThread({ threadId: sampleId(61) });
  await expect(manager.start({ ...startOptions, threadId: sampleId(61) })).rejects.toMatchObject({
    ...{ code: 'invalid_request', message: `thread ${sampleId(61)} is already running` },
  });
  expect(manager.get(sampleId(61))).toBe(other);
  // Were its writer left behind, this one would be refused.
  await store.live.createThread(createParams(61, 'legacy'));
});

test.each([
  ['legacy', legacy, ['alpha-1']],
  ['paginated', paginated, ['beta-1', 'beta-2']],
])(
  'creates_new_thread: a fork is there at once, with the turns, preview and name of its source: %s',
  async (_d, threadId, turns) => {
    const { manager, store } = managedSamples();
    await manager.updateMetadata(threadId, { name: 'Mine' });
    const before = await store.check({ threadId });
    const fork = await manager.fork({ threadId });
    const stored = await fork.read({ includeTurns: true });
    const source = await manager.read(threadId);
    expect(stored).toMatchObject({
      ...{ forkedFromId: threadId, name: 'Mine', preview: source.preview, cwd: source.cwd },
      ...{ source: source.source, gitInfo: source.gitInfo, ephemeral: false },
    });
    expect(idsOf(stored.turns)).toEqual(turns);
    expect(await store.check({ threadId })).toEqual(before);
    // It does not depend on being loaded.
    await fork.shutdown();
    expect(await manager.read(fork.threadId)).toMatchObject({ name: 'Mine', preview: source.preview });
  },
);

test('a fork elsewhere has the git facts of there', async () => {
  const { manager } = managedSamples();
  const gitInfo = { sha: 'f', branch: 'there', originUrl: null };
  const there = await manager.fork({ threadId: legacy, cwd: '/srv/there', gitInfo });
  expect(await there.read()).toMatchObject({ cwd: '/srv/there', gitInfo });
  const nowhere = await manager.fork({ threadId: legacy, cwd: '/srv/nowhere' });
  expect(await nowhere.read()).toMatchObject({ cwd: '/srv/nowhere', gitInfo: null });
});

test('what a loaded source was given is in its fork', async () => {
  const { manager } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  await thread.submit({ kind: 'append', items: turn('more') });
  const fork = await manager.fork({ threadId: legacy });
  expect(idsOf(await fork.loadHistory())).toEqual(['alpha-1', 'more']);
  const cut = await manager.fork({ threadId: legacy, boundary: { kind: 'beforeTurn', turnId: 'more' } });
  expect(idsOf(await cut.loadHistory())).toEqual(['alpha-1']);
});

test('a fork that cannot be made lets its source go', async () => {
  const { manager, gate, store } = managedSamples();
  const creating = gate('live.createThread');
  const forking = manager.fork({ threadId: legacy });
  (await creating.next()).fail(new Error('disk'));
  await expect(forking).rejects.toThrow('disk');
  creating.open();
  await store.shelf.archiveThread({ threadId: legacy });
});

test('ephemeral_remains_pathless_and_omits_listing', async () => {
  const { manager } = managedSamples();
  const answers: { path: string | null; turns: { id: string }[] }[] = [];
  const fork = await manager.fork(
    { threadId: paginated, ephemeral: true },
    (answer) => void answers.push(answer),
  );
  expect(answers).toMatchObject([
    { path: null, ephemeral: true, turns: [{ id: 'beta-1' }, { id: 'beta-2' }] },
  ]);
  const { data } = await manager.list({ sortKey: 'created_at', sortDirection: 'desc' });
  expect(idsOf(data)).not.toContain(fork.threadId);
  expect(manager.loadedIds).toEqual([fork.threadId]);
  await expect(manager.updateMetadata(fork.threadId, { name: 'Mine' })).rejects.toThrow(
    'ephemeral thread does not support metadata updates',
  );
  const cut = await manager.fork({
    ...{ threadId: paginated, ephemeral: true, boundary: { kind: 'throughTurn', turnId: 'beta-1' } },
  });
  expect(idsOf(cut.memory.turns)).toEqual(['beta-1']);
});

test("detached review keeps the parent's cwd, and leaves the parent as it is", async () => {
  for (const threadId of [legacy, paginated]) {
    const { manager, store } = managedSamples();
    const parent = await manager.read(threadId);
    const before = await store.check({ threadId });
    const answers: { reviewThreadId: string }[] = [];
    const thread = await manager.review(threadId, review, (answer) => void answers.push(answer));
    expect(answers).toMatchObject([{ reviewThreadId: thread.threadId, thread: { cwd: parent.cwd } }]);
    const turns = await thread.loadHistory();
    expect(turns.at(-1)?.items.map(({ type }) => type)).toContain('exitedReviewMode');
    expect(await store.check({ threadId })).toEqual(before);
    expect(await manager.read(threadId)).toEqual(parent);
    // It goes on like any other thread.
    await thread.submit({ kind: 'append', items: [turnStarted('next'), turnComplete('next')] });
    expect((await thread.loadHistory()).at(-1)?.id).toBe('next');
  }
});

test('start_thread_keeps_internal_threads_hidden_from_normal_lookups', async () => {
  const { manager, told } = managedSamples();
  const hidden = await manager.start({ ...startOptions, source: { internal: 'guardian' } });
  const shown = await manager.start(startOptions);
  expect(() => manager.get(hidden.threadId)).toThrow(`thread not found: ${hidden.threadId}`);
  expect(manager.loadedIds).toEqual([shown.threadId]);
  expect(told).toEqual(['thread/started']);
  const { completed } = await manager.shutdownThreads(1000);
  expect(completed).toEqual([hidden.threadId, shown.threadId].toSorted());
});

test('every loaded thread is told of, and the oldest are lost when nobody fetches them', async () => {
  const { manager } = managedSamples();
  const created = manager.subscribeCreated();
  const { threadId } = await manager.start(startOptions);
  await manager.resume({ threadId: legacy });
  await manager.resume({ threadId: legacy });
  const seen: string[] = [];
  for await (const id of created) {
    seen.push(id);
    if (seen.length === 2) break;
  }
  expect(seen).toEqual([threadId, legacy]);
  for (let n = 0; n < 1030; n += 1) created.push(`thread-${n}`);
  expect(created.lost).toBe(6);
  created.close();
  const rest: string[] = [];
  for await (const id of created) rest.push(id);
  expect(rest).toHaveLength(1024);
  expect(rest[0]).toBe('thread-6');
});

test('remove_thread only forgets, and a replacement is not forgotten in its place', async () => {
  const { manager } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  await thread.shutdown();
  const again = await manager.resume({ threadId: legacy });
  expect(manager.removeIfMatches(legacy, thread)).toBe(false);
  expect(manager.remove(legacy)).toBe(again);
  expect(manager.remove(legacy)).toBeNull();
  expect(again.isRunning).toBe(true);
  expect(() => manager.get(legacy)).toThrow(`thread not found: ${legacy}`);
});
