import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecordedHome, readOracle, type UnpackedHome, unpackHome } from '../../../fixtures/corpus';
import { readHome } from '../../../history/testing/read-home';
import type { ThreadStore } from '../../thread-store';
import { createLocalThreadStore } from '../local-thread-store';
import { snapshotOf } from './test-home';

/** The store against the pure functions over whole files, on homes that real Codex programs wrote. */
export function describeRecordedHomes(homes: readonly RecordedHome[]): void {
  describe.each(homes)('$name', (recorded) => {
    const isDamaged = recorded.name.includes('damaged');
    let home: UnpackedHome;
    let store: ThreadStore;
    let before: Record<string, string>;

    beforeAll(async () => {
      home = await unpackHome(recorded);
      before = await snapshotOf(home.path);
      store = await createLocalThreadStore({
        home: home.path,
        dataDir: join(home.path, '..', 'data'),
        env: {},
        live: false,
      });
    });
    afterAll(async () => {
      await store.close();
      await home.remove();
    });

    it('reads the turns of every thread as the history functions do on whole files', async () => {
      const copy = await unpackHome(recorded);
      const whole = readHome(copy.path);
      await copy.remove();
      expect(whole.threadIds.length).toBeGreaterThan(0);
      for (const threadId of whole.threadIds) {
        // Without a head those functions take a file for a legacy one; the store goes by its records.
        if (whole.files.some((file) => file.head.threadId === threadId && file.rollout.head === null))
          continue;
        // Of damaged lines the store saves what it can; those functions leave them to it.
        for (const view of isDamaged ? (['upstream'] as const) : (['upstream', 'everything'] as const)) {
          const { turns, nextCursor } = await store.listTurns({ threadId, view, sortDirection: 'asc' });
          expect(turns).toEqual(whole[view](threadId));
          expect(nextCursor).toBeNull();
        }
        expect(await store.replayUsage({ threadId })).toEqual(whole.usage(threadId));
      }
    });

    it('gives the same items by place, in pages, and outlines with the same numbers', async () => {
      for (const { id: threadId } of (
        await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' })
      ).data) {
        const { turns } = await store.listTurns({ threadId, view: 'everything', sortDirection: 'asc' });
        let outline = await store.outline({ threadId });
        while (!outline.complete) outline = await store.outline({ threadId });
        expect(outline.turns.map((turn) => [turn.id, turn.status, turn.itemCount, turn.reverted])).toEqual(
          turns.map((turn) => [turn.id, turn.status, turn.items.length, turn.reverted]),
        );
        const flat = turns.flatMap((turn, at) => turn.items.map((item) => ({ turn: at, item })));
        const placed: { turn: number; id: string }[] = [];
        while (placed.length < outline.itemCount) {
          const { items } = await store.items({
            threadId,
            revision: outline.revision,
            from: placed.length,
            count: 7,
          });
          expect(items[0]?.index).toBe(placed.length);
          placed.push(...items.map(({ turn, item }) => ({ turn, id: item.id })));
        }
        expect(placed).toEqual(flat.map(({ turn, item }) => ({ turn, id: item.id })));
      }
    });

    it('pages turns with the cursors of the real program', async () => {
      const file = recorded.oracle ?? recorded.ownOracle;
      if (!file) return;
      const oracle = await readOracle(file, home.path);
      for (const [threadId, lists] of Object.entries(oracle.turnsList ?? {})) {
        for (const { params, ids, pages } of Object.values(lists)) {
          // Turns that upstream cannot show without a resume are compared elsewhere.
          if (!ids?.length || !pages) continue;
          const sortDirection = params.sortDirection === 'asc' ? 'asc' : 'desc';
          const limit = (params.limit as number | undefined) ?? 25;
          let cursor: string | undefined;
          const found: { n: number; next: string | null; back: string | null }[] = [];
          const listed: string[] = [];
          do {
            const page = await store.listTurns({
              ...{ threadId, view: 'upstream', sortDirection, limit },
              ...(cursor !== undefined && { cursor }),
            });
            found.push({ n: page.turns.length, next: page.nextCursor, back: page.backwardsCursor });
            listed.push(...page.turns.map((turn) => turn.id));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect({ threadId, params, ids: listed, pages: found }).toEqual({ threadId, params, ids, pages });
        }
      }
    });

    it('describes every thread with its files', async () => {
      for (const { id: threadId } of (
        await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' })
      ).data) {
        const thread = await store.readThread({ threadId, includeArchived: true });
        expect(thread.segments?.filter((segment) => segment.role === 'current')).toHaveLength(1);
        const report = await store.check({ threadId });
        expect(report).toMatchObject({
          files: thread.segments?.length,
          damage: thread.damage,
          moreDamage: 0,
        });
        if (!isDamaged) expect(thread.damage).toEqual([]);
        expect(report.bytes).toBe(thread.segments?.reduce((sum, segment) => sum + segment.size, 0));
        if (!isDamaged) expect(report.kinds.reduce((sum, kind) => sum + kind.lines, 0)).toBe(report.lines);
      }
    });

    it('tells in the list how many turns each thread has, also one whose history begins in another file', async () => {
      const list = async () =>
        (await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' })).data;
      const told = async () => new Map((await list()).map((thread) => [thread.id, thread.turnCount]));
      const counted = new Map<string, number | null>();
      for (const { id: threadId, path } of await list()) {
        const { turns } = await store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
        // Of a thread without a file nothing can be counted.
        counted.set(threadId, path === null ? null : turns.length);
        const thread = await store.readThread({ threadId, includeArchived: true });
        expect([threadId, thread.turnCount]).toEqual([threadId, counted.get(threadId)]);
      }
      // The list hears of finished scans a moment later.
      await expect.poll(told, { timeout: 5000 }).toEqual(counted);
    });

    it('has changed nothing in the home after all that', async () => {
      await store.close();
      expect(await snapshotOf(home.path)).toEqual(before);
    });
  });
}
