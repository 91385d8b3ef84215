import { expect, test } from 'vitest';
import { createMemoryThreadStore } from '../store/memory/memory-thread-store';
import { resumeParams } from '../store/conformance/live-threads';
import { sampleId, sampleRollouts } from '../store/conformance/sample-threads';
import { CodexThread } from './codex-thread';
import { LiveThread } from './live-thread';
import { gatedStore } from './testing/gated-store';
import {
  agentMessage,
  newParams,
  newThreadId,
  tokenCount,
  turnComplete,
  turnStarted,
  userMessage,
} from './testing/thread-items';
import type { ThreadEvent } from './thread-operation';
import { settingsOfParams, settingsOfThread } from './thread-settings';

const review = {
  findings: [
    {
      ...{ title: 'Off by one', body: 'Look here.', priority: 1, confidence: 0.9 },
      ...{ file: '/srv/a/x.ts', startLine: 3, endLine: 4 },
    },
  ],
  ...{ verdict: 'patch is incorrect' as const, explanation: 'Mostly fine.', confidence: 0.8 },
};

function opened() {
  const { store, log, gate } = gatedStore(createMemoryThreadStore(sampleRollouts));
  async function resume(n: number) {
    const live = await LiveThread.resume(store, resumeParams(n));
    const stored = await store.readThread({ threadId: sampleId(n), includeArchived: true });
    return new CodexThread({ live, settings: settingsOfThread(stored) });
  }
  async function create(historyMode: 'legacy' | 'paginated' = 'legacy') {
    const params = newParams(historyMode);
    const live = await LiveThread.create(store, params);
    return new CodexThread({ live, settings: settingsOfParams(params, 1_795_370_000_000) });
  }
  return { store, log, gate, resume, create };
}
const ephemeral = () =>
  new CodexThread({ live: null, settings: settingsOfParams(newParams(), 1_795_370_000_000) });
const refused = (message: string) => ({ code: 'invalid_request', message });

test('appended items are in the history, told of, and open and close the turn', async () => {
  const { create } = opened();
  const thread = await create();
  const seen: ThreadEvent[] = [];
  thread.subscribe((event) => seen.push(event));
  expect(thread.status).toEqual({ type: 'idle' });
  await thread.submit({ kind: 'append', items: [turnStarted('one'), userMessage('Hello')] });
  expect(thread.status).toEqual({ type: 'active' });
  await thread.submit({ kind: 'append', items: [agentMessage('Hi'), turnComplete('one')] });
  expect(seen).toEqual([
    { type: 'items-appended', count: 2 },
    { type: 'status-changed', status: { type: 'active' } },
    { type: 'items-appended', count: 2 },
    { type: 'status-changed', status: { type: 'idle' } },
  ]);
  await thread.flush();
  expect(await thread.read({ includeTurns: true })).toMatchObject({
    ...{ preview: 'Hello', status: { type: 'idle' } },
    turns: [{ id: 'one', status: 'completed' }],
  });
});

test('operations are done one after the other, in the order in which they were submitted', async () => {
  const { create, gate, store } = opened();
  const thread = await create();
  const appends = gate('live.appendItems');
  const both = Promise.all(
    ['one', 'two'].map((text) => thread.submit({ kind: 'append', items: [userMessage(text)] })),
  );
  const first = await appends.next();
  await store.describeHome();
  expect(appends.held).toEqual([]);
  first.pass();
  (await appends.next()).pass();
  await both;
  expect(await thread.loadHistory()).toMatchObject([
    { items: [{ content: [{ text: 'one' }] }] },
    { items: [{ content: [{ text: 'two' }] }] },
  ]);
});

test('loaded_thread is read before materialization, but not its turns', async () => {
  const { create } = opened();
  const thread = await create('paginated');
  expect(await thread.read()).toMatchObject({
    ...{ id: newThreadId, preview: '', status: { type: 'idle' }, ephemeral: false, path: null },
    ...{ historyMode: 'paginated', cwd: '/srv/a', gitInfo: null, createdAt: 1_795_370_000 },
  });
  await expect(thread.read({ includeTurns: true })).rejects.toMatchObject(
    refused(
      `thread ${newThreadId} is not materialized yet; includeTurns is unavailable before first user message`,
    ),
  );
});

test('rollback core: persists marker and replays cumulatively', async () => {
  const { resume, store } = opened();
  const thread = await resume(1);
  await thread.submit({ kind: 'append', items: [turnStarted('new'), userMessage('New'), tokenCount(300)] });
  await thread.submit({ kind: 'append', items: [turnComplete('new')] });
  const ids = ({ turns }: { turns: { id: string }[] }) => turns.map(({ id }) => id);
  expect(ids(await thread.submit({ kind: 'rollback', turns: 1 }))).toEqual(['alpha-1']);
  expect(ids(await thread.submit({ kind: 'rollback', turns: 7 }))).toEqual([]);
  // The tokens were spent: the total stays, and belongs to no turn that is gone.
  expect((await store.readThread({ threadId: sampleId(1), includeArchived: true })).tokensUsed).toBe(300);
  expect(await store.replayUsage({ threadId: sampleId(1) })).toEqual({ owner: null, tokenUsage: null });
  await thread.shutdown();
  const later = await resume(1);
  expect(await later.loadHistory()).toEqual([]);
});

test('rollback core: zero turns, in-progress and without persisted path are errors', async () => {
  const { resume } = opened();
  const thread = await resume(1);
  await expect(thread.submit({ kind: 'rollback', turns: 0 })).rejects.toMatchObject(
    refused('numTurns must be >= 1'),
  );
  await thread.submit({ kind: 'append', items: [turnStarted('open')] });
  await expect(thread.submit({ kind: 'rollback', turns: 1 })).rejects.toMatchObject(
    refused('Cannot rollback while a turn is in progress.'),
  );
  await expect(ephemeral().submit({ kind: 'rollback', turns: 1 })).rejects.toMatchObject(
    refused('thread rollback requires persisted thread history'),
  );
  const paginated = await resume(2);
  await expect(paginated.submit({ kind: 'rollback', turns: 1 })).rejects.toMatchObject(
    refused('paginated threads do not support thread/rollback'),
  );
});

test('only one rollback at a time', async () => {
  const { resume, gate } = opened();
  const thread = await resume(1);
  const appends = gate('live.appendItems');
  const first = thread.submit({ kind: 'rollback', turns: 1 });
  const marker = await appends.next();
  await expect(thread.submit({ kind: 'rollback', turns: 1 })).rejects.toMatchObject(
    refused('rollback already in progress for this thread'),
  );
  marker.pass();
  appends.open();
  await first;
  await thread.submit({ kind: 'rollback', turns: 1 });
});

test.each([
  ['legacy', 1],
  ['paginated', 2],
])('a review is a turn of its own, in the dialect of the thread: %s', async (_dialect, n) => {
  const { resume } = opened();
  const thread = await resume(n);
  const before = (await thread.loadHistory()).length;
  await thread.submit({ kind: 'review', review });
  const turns = await thread.loadHistory();
  expect(turns).toHaveLength(before + 1);
  expect(turns.at(-1)?.status).toBe('completed');
  const said = turns.at(-1)?.items ?? [];
  expect(said.map(({ type }) => type)).toEqual(['enteredReviewMode', 'exitedReviewMode', 'agentMessage']);
  expect(JSON.stringify(said)).toContain('[P1] Off by one');
  expect((await thread.read()).damaged).toBe(n === 1);
});

test('name and metadata are checked before anything is written', async () => {
  const { resume, store } = opened();
  const thread = await resume(1);
  expect(await thread.submit({ kind: 'set-name', name: '  Mine ' })).toMatchObject({ name: 'Mine' });
  for (const [operation, message] of [
    [{ kind: 'set-name', name: ' ' }, 'thread name must not be empty'],
    [{ kind: 'update-metadata', patch: {} }, 'thread metadata update must include at least one field'],
    [{ kind: 'update-metadata', patch: { gitInfo: {} } }, 'gitInfo must include at least one field'],
    [{ kind: 'update-metadata', patch: { gitInfo: { branch: ' ' } } }, 'gitInfo.branch must not be empty'],
    [{ kind: 'update-metadata', patch: { gitInfo: { sha: '' } } }, 'gitInfo.sha must not be empty'],
  ] as const) {
    await expect(thread.submit(operation)).rejects.toMatchObject(refused(message));
  }
  expect(store.calls.get('metadata.updateThreadMetadata')).toBe(2);
  const git = { sha: null, branch: ' b ' };
  const changed = await thread.submit({ kind: 'update-metadata', patch: { gitInfo: git } });
  expect(changed.gitInfo).toMatchObject({ sha: null, branch: 'b' });
});

test('later turns do not overwrite an explicit git value', async () => {
  const { resume } = opened();
  const thread = await resume(1);
  await thread.submit({ kind: 'update-metadata', patch: { gitInfo: { branch: 'mine' } } });
  await thread.submit({ kind: 'append', items: [turnStarted('x'), userMessage('More'), turnComplete('x')] });
  await thread.flush();
  expect((await thread.read()).gitInfo?.branch).toBe('mine');
});

test('an ephemeral thread lives in memory, and refuses what needs a store', async () => {
  const thread = ephemeral();
  await thread.submit({ kind: 'append', items: [turnStarted('one'), userMessage('Hello')] });
  expect(thread.memory.items).toHaveLength(2);
  expect(await thread.read()).toMatchObject({ ephemeral: true, path: null, status: { type: 'active' } });
  const noTurns = refused('ephemeral threads do not support includeTurns');
  await expect(thread.read({ includeTurns: true })).rejects.toMatchObject(noTurns);
  await expect(thread.loadHistory()).rejects.toMatchObject(noTurns);
  for (const operation of [
    { kind: 'set-name', name: 'Mine' },
    { kind: 'update-metadata', patch: { memoryMode: 'disabled' } },
  ] as const) {
    await expect(thread.submit(operation)).rejects.toMatchObject(
      refused('ephemeral thread does not support metadata updates'),
    );
  }
  await thread.shutdown();
  expect(thread.isRunning).toBe(false);
});

test('shut down, a thread takes no more operations, and shutting it down again is no error', async () => {
  const { resume } = opened();
  const thread = await resume(1);
  const seen: ThreadEvent[] = [];
  thread.subscribe((event) => seen.push(event));
  await thread.submit({ kind: 'shutdown' });
  await thread.shutdown();
  expect(seen).toEqual([{ type: 'shutdown' }]);
  expect(thread.status).toEqual({ type: 'notLoaded' });
  await expect(thread.submit({ kind: 'append', items: [] })).rejects.toMatchObject(
    refused(`thread not loaded: ${sampleId(1)}`),
  );
  // The writer is free again.
  await (await resume(1)).shutdown();
});

test('live_thread_shutdown_with_buffered_items_materializes_before_metadata_read', async () => {
  const { create, store } = opened();
  const thread = await create();
  const appending = thread.submit({ kind: 'append', items: [userMessage('Hello')] });
  await Promise.all([appending, thread.shutdown()]);
  const stored = await store.readThread({ threadId: newThreadId, includeArchived: false });
  expect(stored.preview).toBe('Hello');
});
