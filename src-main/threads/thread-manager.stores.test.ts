import { describe, expect, onTestFinished, test } from 'vitest';
import type { Review } from '../contracts/model/edit';
import { turnItems } from '../store/conformance/live-threads';
import { sampleId, sampleRollouts } from '../store/conformance/sample-threads';
import { openSampleHome } from '../store/local/testing/open-sample-home';
import { createMemoryThreadStore } from '../store/memory/memory-thread-store';
import type { ThreadStore } from '../store/thread-store';
import { LiveThread } from './live-thread';
import { newParams, newThreadId, tokenCount, turnContext } from './testing/thread-items';
import { ThreadManager } from './thread-manager';

const review: Review = {
  ...{ findings: [], verdict: 'patch is correct', explanation: 'All is well.', confidence: 1 },
};
const dialects = ['legacy', 'paginated'] as const;
const samples = { legacy: sampleId(1), paginated: sampleId(2) };
const numbers = { legacy: 1, paginated: 2 };

const stores: [string, () => Promise<{ store: ThreadStore; remove(): Promise<void> }>][] = [
  [
    'memory',
    async () => {
      const store = createMemoryThreadStore(sampleRollouts);
      return { store, remove: () => store.close() };
    },
  ],
  ['local', () => openSampleHome(sampleRollouts, { database: true })],
];

describe.each(stores)('%s', (_name, open) => {
  async function managed() {
    const { store, remove } = await open();
    const manager = new ThreadManager(store);
    onTestFinished(async () => {
      await manager.shutdown();
      await remove();
    });
    return { store, manager };
  }
  const idsOf = (turns: readonly { id: string }[]) => turns.map(({ id }) => id);

  test.each(dialects)(
    'what was appended is told of in metadata, and stands there after a restart: %s',
    async (historyMode) => {
      const { manager, store } = await managed();
      const live = await LiveThread.create(store, newParams(historyMode));
      const [started, said, ...rest] = turnItems(51, 'one', 'Hello', historyMode);
      if (!started || !said) throw new Error('a turn has items');
      await live.append([started, turnContext({ cwd: '/srv/a' }), said]);
      await live.append([...rest, tokenCount(120)]);
      await live.shutdown();
      const told = { preview: 'Hello', model: 'gpt-6', reasoningEffort: 'high', tokensUsed: 120, name: null };
      expect(await manager.read(newThreadId)).toMatchObject({ ...told, historyMode, cwd: '/srv/a' });
      const { data } = await manager.list({ sortKey: 'recency_at', sortDirection: 'desc', limit: 1 });
      expect(data).toMatchObject([{ id: newThreadId, ...told }]);
    },
  );

  test.each(dialects)(
    'name set before first turn survives the first message (list, read, resume): %s',
    async (historyMode) => {
      const { manager, store } = await managed();
      const live = await LiveThread.create(store, newParams(historyMode));
      await live.updateMetadata({ name: 'Mine' }, false);
      await live.append(turnItems(51, 'one', 'Hello', historyMode));
      await live.shutdown();
      const thread = await manager.resume({ threadId: newThreadId });
      await thread.submit({ kind: 'append', items: turnItems(51, 'two', 'More', historyMode) });
      await thread.flush();
      expect(await thread.read()).toMatchObject({ name: 'Mine', preview: 'Hello' });
      const { data } = await manager.list({
        searchTerm: 'Mine',
        sortKey: 'created_at',
        sortDirection: 'desc',
      });
      expect(idsOf(data)).toEqual([newThreadId]);
    },
  );

  test.each(dialects)(
    'defers_updated_at_until_turn_start: opening a thread moves it in no list: %s',
    async (historyMode) => {
      const { manager } = await managed();
      const threadId = samples[historyMode];
      const before = await manager.read(threadId);
      const times = ({ updatedAt, recencyAt, createdAt }: typeof before) => [updatedAt, recencyAt, createdAt];
      const thread = await manager.resume({ threadId });
      await thread.flush();
      expect(times(await manager.read(threadId))).toEqual(times(before));
      await thread.submit({
        kind: 'append',
        items: turnItems(numbers[historyMode], 'new', 'New', historyMode),
      });
      await thread.flush();
      const after = await manager.read(threadId);
      expect(after.recencyAt).toBeGreaterThan(before.recencyAt ?? 0);
      expect(after).toMatchObject({
        preview: before.preview,
        gitInfo: before.gitInfo,
        source: before.source,
      });
    },
  );

  test.each(dialects)(
    'a fork has preview, name and turns of its source, and goes on: %s',
    async (historyMode) => {
      const { manager } = await managed();
      const threadId = samples[historyMode];
      await manager.updateMetadata(threadId, { name: 'Mine' });
      const source = await manager.read(threadId);
      const fork = await manager.fork({ threadId });
      await fork.shutdown();
      const turns = await manager.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
      const again = await manager.resume({ threadId: fork.threadId });
      const stored = await again.read({ includeTurns: true });
      expect(stored).toMatchObject({ forkedFromId: threadId, name: 'Mine', preview: source.preview });
      expect(stored.turns).toEqual(turns.turns);
      const { data } = await manager.list({ sortKey: 'created_at', sortDirection: 'desc', limit: 1 });
      expect(data).toMatchObject([{ id: fork.threadId, preview: source.preview, name: 'Mine' }]);
    },
  );

  test.each(dialects)(
    'detached review: written in the dialect, readable, the parent as it was: %s',
    async (historyMode) => {
      const { manager, store } = await managed();
      const threadId = samples[historyMode];
      const before = await store.check({ threadId });
      const thread = await manager.review(threadId, review);
      const [last] = (await thread.loadHistory()).slice(-1);
      expect(last?.items.map(({ type }) => type)).toEqual([
        ...['enteredReviewMode', 'exitedReviewMode', 'agentMessage'],
      ]);
      expect(await store.check({ threadId })).toEqual(before);
    },
  );

  test('rollback: five turns, cumulatively, and a fork copies what is left', async () => {
    const { manager, store } = await managed();
    const live = await LiveThread.create(store, newParams('legacy'));
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await live.append([...turnItems(51, id, `Prompt ${id}`, 'legacy'), tokenCount(100)]);
    }
    await live.shutdown();
    const thread = await manager.resume({ threadId: newThreadId });
    const rollback = async (turns: number) => idsOf((await thread.submit({ kind: 'rollback', turns })).turns);
    expect(await rollback(1)).toEqual(['a', 'b', 'c', 'd']);
    expect(await rollback(3)).toEqual(['a']);
    const [x, y] = ['x', 'y'].map((id) => turnItems(51, id, `Prompt ${id}`, 'legacy'));
    await thread.submit({ kind: 'append', items: [...(x ?? []), ...(y ?? [])] });
    expect(await rollback(2)).toEqual(['a']);
    const fork = await manager.fork({ threadId: newThreadId });
    expect(idsOf(await fork.loadHistory())).toEqual(['a']);
    expect(await rollback(7)).toEqual([]);
    // Rolled back to nothing, a thread stays listed, and what it used stays used.
    expect(await manager.read(newThreadId)).toMatchObject({ preview: 'Prompt a', tokensUsed: 100 });
  });

  test('rejects_cursor_when_anchor_turn_is_rolled_back', async () => {
    const { manager } = await managed();
    const threadId = samples.legacy;
    const thread = await manager.resume({ threadId });
    await thread.submit({ kind: 'append', items: turnItems(1, 'gone', 'Gone', 'legacy') });
    const newest = { threadId, view: 'upstream', sortDirection: 'desc', limit: 1 } as const;
    const { turns, backwardsCursor, nextCursor } = await manager.listTurns(newest);
    expect(idsOf(turns)).toEqual(['gone']);
    await thread.submit({ kind: 'rollback', turns: 1 });
    for (const cursor of [backwardsCursor, nextCursor]) {
      await expect(manager.listTurns({ ...newest, cursor: cursor ?? '' })).rejects.toMatchObject({
        ...{ code: 'invalid_request', message: 'invalid cursor: anchor turn is no longer present' },
      });
    }
  });

  test.each(dialects)(
    'resume_and_read_interrupt_incomplete_rollout_turn_when_thread_is_idle: %s',
    async (historyMode) => {
      const { manager } = await managed();
      const threadId = samples[historyMode];
      const first = await manager.resume({ threadId });
      const begun = turnItems(numbers[historyMode], 'open', 'Open', historyMode).slice(0, 2);
      await first.submit({ kind: 'append', items: begun });
      await first.shutdown();
      const again = await manager.resume({ threadId });
      const { turns, status } = await again.read({ includeTurns: true });
      expect([turns.at(-1)?.id, turns.at(-1)?.status, status.type]).toEqual(['open', 'interrupted', 'idle']);
    },
  );

  test('token_usage_replay_ignores_stale_interrupted_tail_turn, and can_belong_to_interrupted_turn', async () => {
    const { manager, store } = await managed();
    const live = await LiveThread.create(store, newParams('legacy'));
    const [started, ...rest] = turnItems(51, 'one', 'One', 'legacy');
    if (!started) throw new Error('a turn has items');
    await live.append([started, tokenCount(10), ...rest]);
    await live.append(turnItems(51, 'tail', 'Tail', 'legacy').slice(0, 2));
    expect(await manager.replayUsage(newThreadId)).toMatchObject({
      ...{ owner: 'one', tokenUsage: { total: { totalTokens: 10 } } },
    });
    await live.append([tokenCount(25)]);
    expect(await manager.replayUsage(newThreadId)).toMatchObject({
      ...{ owner: 'tail', tokenUsage: { total: { totalTokens: 25 } } },
    });
    await live.shutdown();
  });

  test.each(dialects)(
    'loaded threads are archived and deleted with what they hold: %s',
    async (historyMode) => {
      const { manager } = await managed();
      const threadId = samples[historyMode];
      const thread = await manager.resume({ threadId });
      await thread.submit({
        kind: 'append',
        items: turnItems(numbers[historyMode], 'new', 'New', historyMode),
      });
      expect((await manager.archive(threadId)).failed).toEqual([]);
      const { turns } = await manager.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
      expect(turns.at(-1)?.id).toBe('new');
      await manager.unarchive(threadId);
      await manager.resume({ threadId });
      if (historyMode === 'paginated') await manager.delete(sampleId(3));
      expect((await manager.delete(threadId)).failed).toEqual([]);
      await expect(manager.read(threadId)).rejects.toMatchObject({ code: 'thread_not_found' });
    },
  );
});
