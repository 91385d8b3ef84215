import { describe, expect, test } from 'vitest';
import type { ThreadStore } from '../thread-store';
import type { CreateThreadParams, ForkBoundary } from '../types';
import { createParams, resumeParams, turnItems } from './live-threads';
import { sampleId, sampleRollouts, type SampleRollout } from './sample-threads';
import { having, type OpenSubject, openStore, sizeOf, turnIds, turnsOf } from './writing-subject';

/** Forks and reverts (thread-store.md 5.4, 6.9, 6.10, 7.2), as tests that every store has to pass. */
export function describeBranching(name: string, open: OpenSubject): void {
  const legacy = sampleId(1);
  const paginated = sampleId(2);
  const fork = sampleId(3);
  const archived = sampleId(4);
  const reverted = sampleId(7);
  const newFork = 51;
  const latest: ForkBoundary = { kind: 'latest' };
  const through = (turnId: string): ForkBoundary => ({ kind: 'throughTurn', turnId });
  const before = (turnId: string): ForkBoundary => ({ kind: 'beforeTurn', turnId });

  const prepare = (store: ThreadStore, threadId: string, boundary: ForkBoundary) =>
    having(store.branching).prepareFork({ threadId, boundary });

  /** Forks as LiveThread does; the fork's writer is left open. */
  async function forkThread(
    store: ThreadStore,
    source: string,
    boundary: ForkBoundary,
    more: Partial<CreateThreadParams> = {},
  ) {
    const prepared = await prepare(store, source, boundary);
    const { historyMode, historyBase, forkId } = prepared;
    const origin = { forkedFromId: source, historyBase, forkId };
    const params = createParams(newFork, historyMode, { ...origin, ...more });
    const { threadId } = params;
    await having(store.live).createThread(params);
    await having(store.live).persistThread({ threadId });
    return { threadId, prepared };
  }

  /** A turn that was begun and never ended. */
  function running(): SampleRollout[] {
    return sampleRollouts.map((rollout) => {
      if (rollout.rolloutId !== legacy && rollout.rolloutId !== paginated) return rollout;
      const isLegacy = rollout.rolloutId === legacy;
      const items = turnItems(isLegacy ? 1 : 2, 'open', 'Still open', isLegacy ? 'legacy' : 'paginated');
      const first = rollout.records.length;
      const lines = items.slice(0, 2).map((item, at) => ({
        timestamp: '2026-11-20T10:00:00.000Z',
        ...(!isLegacy && { ordinal: first + at }),
        ...item,
      }));
      return { ...rollout, records: [...rollout.records, ...lines] };
    });
  }

  describe(`${name}: forks`, () => {
    test.each([
      ['legacy', legacy, latest, ['alpha-1']],
      ['legacy', legacy, through('alpha-1'), ['alpha-1']],
      ['legacy', legacy, before('alpha-1'), []],
      ['paginated', paginated, latest, ['beta-1', 'beta-2']],
      ['paginated', paginated, through('beta-1'), ['beta-1']],
      ['paginated', paginated, through('beta-2'), ['beta-1', 'beta-2']],
      ['paginated', paginated, before('beta-2'), ['beta-1']],
      ['paginated', paginated, before('beta-1'), []],
      ['fork of a fork', fork, latest, ['beta-1', 'gamma-1']],
      ['fork of a fork', fork, before('gamma-1'), ['beta-1']],
      ['fork of a fork', fork, before('beta-1'), []],
      ['reverted', reverted, latest, ['eta-1', 'eta-3']],
      ['reverted', reverted, through('eta-1'), ['eta-1']],
      ['reverted', reverted, before('eta-3'), ['eta-1']],
    ] as const)('of a %s thread %s: %j', async (_kind, source, boundary, expected) => {
      const store = await openStore(open);
      const size = await sizeOf(store, source);
      const ofSource = await turnsOf(store, source, 'upstream');
      const { threadId } = await forkThread(store, source, boundary);
      const turns = await turnsOf(store, threadId, 'upstream');
      expect(turns.map(({ id }) => id)).toEqual(expected);
      expect(turns).toEqual(ofSource.slice(0, expected.length));
      expect(await store.readThread({ threadId, includeArchived: false })).toMatchObject({
        ...{ forkedFromId: source, cwd: '/srv/a', archived: false },
      });
      // The source is left as it was.
      expect(await sizeOf(store, source)).toEqual(size);
      expect(await turnsOf(store, source, 'upstream')).toEqual(ofSource);
    });

    test.each(['legacy', 'paginated'] as const)('a fork goes on by itself: %s', async (historyMode) => {
      const store = await openStore(open);
      const source = historyMode === 'legacy' ? legacy : paginated;
      const ofSource = await turnIds(store, source);
      const { threadId } = await forkThread(store, source, latest);
      const live = having(store.live);
      await live.appendItems({ threadId, items: turnItems(newFork, 'own', 'My own', historyMode) });
      await live.shutdownThread({ threadId });
      expect(await turnIds(store, threadId)).toEqual([...ofSource, 'own']);
      expect(await turnIds(store, source)).toEqual(ofSource);
      expect((await store.check({ threadId })).damage.map(({ reason }) => reason)).not.toContain('ordinal');
    });

    test('what a prepared fork tells', async () => {
      const store = await openStore(open);
      const patch = { name: 'Mine' };
      await having(store.metadata).updateThreadMetadata({ threadId: legacy, patch, includeArchived: false });
      expect(await prepare(store, legacy, latest)).toMatchObject({
        ...{ sourceThreadId: legacy, historyBase: null, historyMode: 'legacy', name: 'Mine' },
        header: { id: legacy, originator: 'test' },
      });
      expect(await prepare(store, paginated, before('beta-2'))).toMatchObject({
        ...{ historyMode: 'paginated', name: null, historyBase: { rolloutId: paginated } },
      });
      expect(await prepare(store, paginated, before('beta-1'))).toMatchObject({ historyBase: null });
      // The chain is shortened where a file holds nothing that counts.
      expect(await prepare(store, fork, before('gamma-1'))).toMatchObject({
        historyBase: { rolloutId: paginated },
      });
      expect(await prepare(store, reverted, latest)).toMatchObject({
        historyBase: { rolloutId: sampleId(8) },
      });
    });

    test('truncate after turn: rolled-back, reverted and unknown turns are rejected', async () => {
      const store = await openStore(open);
      for (const [threadId, turnId] of [
        [legacy, 'alpha-2'],
        [reverted, 'eta-2'],
        [paginated, 'nobody'],
      ] as const) {
        for (const boundary of [through(turnId), before(turnId)]) {
          await expect(prepare(store, threadId, boundary)).rejects.toMatchObject({
            ...{ code: 'invalid_request', message: `turn not found: ${turnId}` },
          });
        }
      }
    });

    test('truncate after turn: a turn in progress is rejected', async () => {
      const store = await openStore(open, running());
      for (const threadId of [legacy, paginated]) {
        await expect(prepare(store, threadId, through('open'))).rejects.toThrow(
          "lastTurnId 'open' identifies an in-progress turn",
        );
      }
    });

    test('truncate after turn: a synthetic legacy id is rejected', async () => {
      // Before 0.104 nothing told where a turn starts.
      const untold = sampleRollouts.map((rollout) =>
        rollout.rolloutId === legacy
          ? { ...rollout, records: rollout.records.filter(({ payload }) => !isTurnMark(payload)) }
          : rollout,
      );
      const store = await openStore(open, untold);
      const [turnId = ''] = await turnIds(store, legacy);
      for (const boundary of [through(turnId), before(turnId)]) {
        await expect(prepare(store, legacy, boundary)).rejects.toThrow(`turn not found: ${turnId}`);
      }
      const { threadId } = await forkThread(store, legacy, latest);
      expect(await turnIds(store, threadId)).toHaveLength(1);
    });

    test.each([
      ['legacy', legacy, ['alpha-1', 'open']],
      ['paginated', paginated, ['beta-1', 'beta-2', 'open']],
    ])('interrupted_fork_snapshot_preserves_explicit_turn_id: %s', async (_dialect, source, expected) => {
      const store = await openStore(open, running());
      const { threadId } = await forkThread(store, source, latest);
      expect(await turnIds(store, threadId)).toEqual(expected);
      const turns = await turnsOf(store, threadId, 'upstream');
      expect(turns.at(-1)).toMatchObject({ id: 'open', status: 'interrupted' });
    });

    test('archived and missing threads cannot be forked', async () => {
      const store = await openStore(open);
      await expect(prepare(store, archived, latest)).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(prepare(store, sampleId(99), latest)).rejects.toMatchObject({ code: 'thread_not_found' });
    });

    test('a prepared fork keeps its source from going away, until it is released', async () => {
      const store = await openStore(open);
      const [branching, shelf] = [having(store.branching), having(store.shelf)];
      const { forkId } = await prepare(store, legacy, latest);
      await expect(shelf.archiveThread({ threadId: legacy })).rejects.toMatchObject({ code: 'conflict' });
      await expect(shelf.deleteThread({ threadId: legacy })).rejects.toMatchObject({ code: 'conflict' });
      await branching.releaseFork({ forkId });
      await branching.releaseFork({ forkId });
      await shelf.archiveThread({ threadId: legacy });
    });

    test('a prepared fork is used once, and lets its source go', async () => {
      const store = await openStore(open);
      const { threadId, prepared } = await forkThread(store, legacy, latest);
      const again = createParams(52, 'legacy', { forkedFromId: legacy, forkId: prepared.forkId });
      await expect(having(store.live).createThread(again)).rejects.toMatchObject({ code: 'invalid_request' });
      await having(store.shelf).deleteThread({ threadId: legacy });
      expect(await turnIds(store, threadId)).toEqual(['alpha-1']);
    });

    test('delete_thread_rejects_reference_to_reverted_rollout', async () => {
      const store = await openStore(open);
      const { threadId } = await forkThread(store, reverted, latest);
      const shelf = having(store.shelf);
      await expect(shelf.deleteThread({ threadId: reverted })).rejects.toThrow(
        `cannot delete thread ${reverted}: forked history still references it`,
      );
      expect(await turnIds(store, threadId)).toEqual(['eta-1', 'eta-3']);
    });
  });

  describe(`${name}: reverts`, () => {
    const revert = (store: ThreadStore, threadId: string, beforeTurnId: string) =>
      having(store.branching).revertThread({ threadId, beforeTurnId });

    test.each([
      ['beta-2', ['beta-1']],
      ['beta-1', []],
    ])('goes on before %s', async (turnId, expected) => {
      const store = await openStore(open);
      const ofFork = await turnIds(store, fork);
      await revert(store, paginated, turnId);
      expect(await turnIds(store, paginated)).toEqual(expected);
      const everything = await turnsOf(store, paginated, 'everything');
      const gone = everything.filter(({ reverted: act }) => act?.by === 'revert').map(({ id }) => id);
      expect(gone).toEqual(['beta-1', 'beta-2'].slice(expected.length));
      // Forks keep what they took.
      expect(await turnIds(store, fork)).toEqual(ofFork);
    });

    test('reverts chain, and the thread goes on behind the last one', async () => {
      const store = await openStore(open);
      await revert(store, reverted, 'eta-3');
      expect(await turnIds(store, reverted)).toEqual(['eta-1']);
      const live = having(store.live);
      const threadId = reverted;
      await live.resumeThread(resumeParams(7));
      await live.appendItems({ threadId, items: turnItems(7, 'eta-4', 'Eta four', 'paginated') });
      await live.shutdownThread({ threadId });
      expect(await turnIds(store, threadId)).toEqual(['eta-1', 'eta-4']);
      await revert(store, reverted, 'eta-1');
      expect(await turnIds(store, threadId)).toEqual([]);
      expect(await store.readThread({ threadId, includeArchived: false })).toMatchObject({ damaged: false });
    });

    test('what cannot be reverted, in the words of Codex', async () => {
      const store = await openStore(open);
      await expect(revert(store, legacy, 'alpha-1')).rejects.toThrow(
        'thread/revert only supports paginated threads',
      );
      await expect(revert(store, paginated, 'nobody')).rejects.toThrow('turn not found: nobody');
      await expect(revert(store, sampleId(99), 'x')).rejects.toMatchObject({ code: 'thread_not_found' });
      const threadId = paginated;
      const live = having(store.live);
      await live.resumeThread(resumeParams(2));
      await expect(revert(store, threadId, 'beta-2')).rejects.toMatchObject({ code: 'conflict' });
      await live.shutdownThread({ threadId });
      expect(await turnIds(store, threadId)).toEqual(['beta-1', 'beta-2']);
    });
  });
}

function isTurnMark(payload: unknown): boolean {
  const { type } = (payload ?? {}) as { type?: unknown };
  return type === 'task_started' || type === 'task_complete';
}
