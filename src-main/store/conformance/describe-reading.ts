import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ThreadItem } from '../../contracts/model/item';
import type { RecordRef } from '../../contracts/model/record';
import type { ThreadStore } from '../thread-store';
import type { ListThreadsParams, Outline, StoreEvent, TurnPage } from '../types';
import {
  createdAtMs,
  longOutput,
  nextTurn,
  png,
  sampleId,
  sampleRollouts,
  type SampleRollout,
  updatedAtMs,
} from './sample-threads';

/** A store that holds given rollouts. */
export interface Subject {
  store: ThreadStore;
  append(rolloutId: string, records: SampleRollout['records']): Promise<void>;
  /** Closes the store and removes what it lies on. */
  remove(): Promise<void>;
}

/** The reading half of the storage contract, as tests that every store has to pass. */
export function describeReading(
  name: string,
  open: (rollouts: readonly SampleRollout[]) => Promise<Subject>,
): void {
  async function subject(rollouts = sampleRollouts): Promise<Subject> {
    const opened = await open(rollouts);
    onTestFinished(() => opened.remove());
    await vi.waitFor(async () => {
      const { refreshing } = await opened.store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
      expect(refreshing).toBe(false);
    }, 10_000);
    return opened;
  }
  const sampleStore = async () => (await subject()).store;

  describe(`${name}: the home`, () => {
    test('tells whether there is anything', async () => {
      expect(await (await sampleStore()).describeHome()).toMatchObject({ state: 'ready', errno: null });
      const { store } = await subject([]);
      expect(await store.describeHome()).toMatchObject({ state: 'empty' });
      expect((await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' })).data).toEqual([]);
    });
  });

  describe(`${name}: lists`, () => {
    const list = async (store: ThreadStore, params: Partial<ListThreadsParams> = {}) => {
      const page = await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc', ...params });
      return page.data.map((thread) => Number(thread.id.slice(-12)));
    };

    test('every order, both directions', async () => {
      const store = await sampleStore();
      // The revert made thread 7 anew after all the others.
      const created = [1, 2, 3, 4, 5, 6, 7];
      expect(await list(store, { sortDirection: 'asc' })).toEqual(created);
      expect(await list(store)).toEqual(created.toReversed());
      for (const sortKey of ['updated_at', 'recency_at'] as const) {
        expect(await list(store, { sortKey })).toEqual(created);
        expect(await list(store, { sortKey, sortDirection: 'asc' })).toEqual(created.toReversed());
      }
    });

    test.each<[Partial<ListThreadsParams>, number[]]>([
      [{ archived: true }, [4]],
      [{ archived: false }, [7, 6, 5, 3, 2, 1]],
      [{ sourceKinds: ['exec', 'subAgentThreadSpawn'] }, [5, 4]],
      [{ sourceKinds: ['cli'], archived: false }, [7, 3, 1]],
      [{ modelProviders: ['mock'] }, [2]],
      [{ cwd: ['/srv/b', '/srv/c'] }, [4, 3, 2]],
      [{ cwd: [] }, []],
      [{ searchTerm: 'eta one' }, [6, 2]],
      [{ searchTerm: 'Beta' }, [2]],
      [{ searchTerm: 'beta' }, []],
    ])('filtered by %j', async (params, expected) => {
      expect(await list(await sampleStore(), params)).toEqual(expected);
    });

    test.each(['asc', 'desc'] as const)('page by page, %s', async (sortDirection) => {
      const store = await sampleStore();
      const params = { sortKey: 'updated_at', sortDirection } as const;
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.listThreads({ ...params, limit: 2, ...(cursor && { cursor }) });
        expect(page.data.length).toBeLessThanOrEqual(2);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual((await store.listThreads(params)).data.map(({ id }) => id));
    });

    test('a bad cursor is refused', async () => {
      const store = await sampleStore();
      await expect(list(store, { cursor: 'nonsense' })).rejects.toMatchObject({
        code: 'invalid_request',
        message: 'invalid cursor: nonsense',
      });
    });

    test('what an entry tells', async () => {
      const { data } = await (await sampleStore()).listThreads({
        sortKey: 'created_at',
        sortDirection: 'asc',
      });
      expect(data[0]).toMatchObject({
        id: sampleId(1),
        preview: 'Alpha one',
        name: null,
        createdAtMs: createdAtMs(1),
        updatedAtMs: updatedAtMs(1),
        gitInfo: { sha: 'abc', branch: 'main', originUrl: 'https://e.org/a.git' },
        source: 'cli',
        historyMode: 'legacy',
        archived: false,
        hidden: [],
        turns: [],
        status: { type: 'notLoaded' },
      });
      const hidden = data.map((thread) => thread.hidden.toSorted());
      expect(hidden).toEqual([[], [], [], ['source'], ['no_preview', 'source'], ['format'], []]);
    });
  });

  describe(`${name}: one thread`, () => {
    test('with its files and damage', async () => {
      const store = await sampleStore();
      const fork = await store.readThread({ threadId: sampleId(3), includeArchived: true });
      expect(fork).toMatchObject({ id: sampleId(3), forkedFromId: sampleId(2), preview: 'Gamma one' });
      expect(fork.segments?.map(({ role, threadId, endOrdinal }) => [role, threadId, endOrdinal])).toEqual([
        ['base', sampleId(2), 7],
        ['current', sampleId(3), null],
      ]);
      const damaged = await store.readThread({ threadId: sampleId(1), includeArchived: true });
      await vi.waitFor(async () => {
        const { damage } = await store.readThread({ threadId: sampleId(1), includeArchived: true });
        expect(damage).toMatchObject([{ reason: 'missing_timestamp', line: 7 }]);
      }, 10_000);
      expect(damaged.turns).toEqual([]);
    });

    test('what is not there, and what is archived', async () => {
      const store = await sampleStore();
      const missing = { code: 'thread_not_found' };
      const nobody = { threadId: sampleId(99) };
      await expect(store.readThread({ ...nobody, includeArchived: true })).rejects.toMatchObject(missing);
      await expect(store.outline(nobody)).rejects.toMatchObject(missing);
      await expect(store.replayUsage(nobody)).rejects.toMatchObject(missing);
      await expect(store.gitHistory(nobody)).rejects.toMatchObject(missing);
      await expect(store.check(nobody)).rejects.toMatchObject(missing);
      const turns = { ...nobody, view: 'upstream', sortDirection: 'asc' } as const;
      await expect(store.listTurns(turns)).rejects.toMatchObject(missing);
      await expect(store.readThread({ threadId: sampleId(4), includeArchived: false })).rejects.toMatchObject(
        {
          code: 'invalid_request',
        },
      );
    });
  });

  describe(`${name}: turns`, () => {
    const pageOf = (
      store: ThreadStore,
      n: number,
      more: Partial<Parameters<ThreadStore['listTurns']>[0]> = {},
    ) => store.listTurns({ threadId: sampleId(n), view: 'everything', sortDirection: 'asc', ...more });
    const ids = ({ turns }: TurnPage) => turns.map(({ id }) => id);

    test('as upstream shows them, and everything', async () => {
      const store = await sampleStore();
      expect(ids(await pageOf(store, 1, { view: 'upstream' }))).toEqual(['alpha-1']);
      const all = await pageOf(store, 1);
      expect(ids(all)).toEqual(['alpha-1', 'alpha-2']);
      expect(all.turns[1]?.reverted).toMatchObject({ by: 'rollback', turns: 1 });
      expect(all.turns[0]?.reverted).toBeNull();
      const [upstream] = (await pageOf(store, 1, { view: 'upstream' })).turns;
      expect(Object.keys(upstream ?? {})).not.toContain('reverted');
      expect(upstream?.items.map((item) => Object.keys(item).includes('provenance'))).toEqual([false, false]);
    });

    test('of a fork and of a reverted thread', async () => {
      const store = await sampleStore();
      expect(ids(await pageOf(store, 3, { view: 'upstream' }))).toEqual(['beta-1', 'gamma-1']);
      expect((await pageOf(store, 3)).turns.map(({ inherited }) => inherited)).toEqual([true, false]);
      expect(ids(await pageOf(store, 7, { view: 'upstream' }))).toEqual(['eta-1', 'eta-3']);
      const all = await pageOf(store, 7);
      expect(all.turns.map(({ id, reverted }) => [id, reverted?.by])).toEqual([
        ['eta-1', undefined],
        ['eta-2', 'revert'],
        ['eta-3', undefined],
      ]);
    });

    test.each(['upstream', 'everything'] as const)('page by page in both directions, %s', async (view) => {
      const store = await sampleStore();
      const whole = await pageOf(store, 2, { view });
      const back = await pageOf(store, 2, { view, sortDirection: 'desc' });
      expect(back.turns).toEqual(whole.turns.toReversed());
      const first = await pageOf(store, 2, { view, limit: 1 });
      expect(first.turns).toEqual(whole.turns.slice(0, 1));
      const second = await pageOf(store, 2, { view, limit: 1, cursor: first.nextCursor ?? '' });
      expect(second.turns).toEqual(whole.turns.slice(1));
      expect(second.nextCursor).toBeNull();
      const turned = { view, sortDirection: 'desc', cursor: second.backwardsCursor ?? '' } as const;
      expect((await pageOf(store, 2, turned)).turns).toEqual(back.turns);
      await expect(pageOf(store, 2, { view, cursor: '{}' })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });
  });

  describe(`${name}: the flat list`, () => {
    async function outlineOf(store: ThreadStore, n: number): Promise<Outline> {
      return vi.waitFor(async () => {
        const outline = await store.outline({ threadId: sampleId(n), from: 0, limit: 1000 });
        expect(outline.complete).toBe(true);
        return outline;
      }, 10_000);
    }

    async function flat(store: ThreadStore, n: number) {
      const { revision, itemCount, turns } = await outlineOf(store, n);
      const { items } = await store.items({ threadId: sampleId(n), revision, from: 0, count: 200 });
      const place = { threadId: sampleId(n), revision };
      return { place, items, itemCount, outline: turns };
    }

    test('a text is found to the end of every string, from any place on', async () => {
      const store = await sampleStore();
      const { place, items } = await flat(store, 2);
      const all = async (text: string, from = 0): Promise<number[]> => {
        const { hits, next } = await store.find({ ...place, text, from });
        return next === null ? hits : [...hits, ...(await all(text, next))];
      };
      const long = items.findIndex(({ item }) => item.type === 'commandExecution');
      const end = longOutput.slice(-40).toUpperCase();
      expect(await all(end)).toEqual([long]);
      expect(await all(end, long)).toEqual([long]);
      expect(await all(end, long + 1)).toEqual([]);
      expect(await all('there is no such text')).toEqual([]);
      await expect(store.find({ ...place, revision: 'gone', text: 'x' })).rejects.toMatchObject({
        code: 'stale',
      });
    });

    test.each([1, 2, 3, 6, 7])('thread %i: outline, items and turns agree', async (n) => {
      const store = await sampleStore();
      const { items, itemCount, outline } = await flat(store, n);
      const { turns } = await store.listTurns({
        threadId: sampleId(n),
        view: 'everything',
        sortDirection: 'asc',
      });
      expect(outline.map(({ id }) => id)).toEqual(turns.map(({ id }) => id));
      expect(outline.map(({ itemCount }) => itemCount)).toEqual(turns.map((turn) => turn.items.length));
      expect(items.map(({ index }) => index)).toEqual(Array.from({ length: itemCount }, (_, i) => i));
      const whole = turns.flatMap((turn, at) => turn.items.map((item) => ({ turn: at, item })));
      expect(items.map(({ turn, item }) => [turn, item.type, item.id])).toEqual(
        whole.map(({ turn, item }) => [turn, item.type, item.id]),
      );
      for (const [index, { item }] of items.entries()) {
        if (!item.clips) expect(item).toEqual(whole[index]?.item);
      }
      for (const turn of outline) {
        expect(items[turn.firstItem]?.turn ?? 0).toBe(turn.itemCount > 0 ? outline.indexOf(turn) : 0);
      }
    });

    test('any stretch of it', async () => {
      const store = await sampleStore();
      const { place, items } = await flat(store, 2);
      const stretch = await store.items({ ...place, from: 1, count: 3 });
      expect(stretch.items).toEqual(items.slice(1, 4));
      expect((await store.items({ ...place, from: items.length, count: 5 })).items).toEqual([]);
      const outline = await store.outline({ threadId: sampleId(2), from: 1, limit: 1 });
      expect(outline.turns.map(({ id }) => id)).toEqual(['beta-2']);
      expect(outline).toMatchObject({ from: 1, turnCount: 2, itemCount: items.length });
      await expect(store.items({ ...place, revision: 'gone', from: 0, count: 1 })).rejects.toMatchObject({
        code: 'stale',
      });
    });

    test('a clipped string in slices', async () => {
      const store = await sampleStore();
      const { place, items } = await flat(store, 2);
      const index = items.findIndex(({ item }) => item.type === 'commandExecution');
      const clip = items[index]?.item.clips?.find(({ kind }) => kind === 'text');
      expect(clip?.length).toBe(longOutput.length);
      const pointer = clip?.pointer ?? '';
      let text = '';
      for (let from = 0; from < longOutput.length; ) {
        const slice = await store.text({ ...place, index, pointer, from, count: 10_001 });
        expect(slice.length).toBe(longOutput.length);
        text += slice.text;
        from += slice.text.length;
      }
      expect(text).toBe(longOutput);
      const nowhere = { ...place, index, pointer: '/none', from: 0, count: 1 };
      await expect(store.text(nowhere)).rejects.toMatchObject({ code: 'invalid_request' });
    });

    test('an embedded picture', async () => {
      const store = await sampleStore();
      const { place, items } = await flat(store, 2);
      const index = items.findIndex(({ item }) => item.clips?.some(({ kind }) => kind === 'media'));
      const pointer = items[index]?.item.clips?.find(({ kind }) => kind === 'media')?.pointer ?? '';
      const media = await store.media({ ...place, index, pointer });
      expect(media.mime).toBe('image/png');
      expect(Buffer.from(media.bytes).toString('base64')).toBe(png);
      await expect(store.media({ ...place, index, pointer: '/id' })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });

    test('the record behind everything', async () => {
      const store = await sampleStore();
      for (const n of [1, 3, 6]) {
        const { items } = await flat(store, n);
        const refs = items.flatMap(({ item }: { item: ThreadItem }) => item.provenance ?? []);
        expect(refs.length).toBeGreaterThan(0);
        for (const record of refs) await expectRecord(store, sampleId(n), record);
      }
    });

    async function expectRecord(store: ThreadStore, threadId: string, record: RecordRef): Promise<void> {
      const rollout = sampleRollouts.find(({ rolloutId }) => rolloutId === record.rolloutId);
      const line = JSON.stringify(rollout?.records[record.line - 1]);
      const whole = await store.record({ threadId, record, from: 0, count: 65_536 });
      expect(whole).toMatchObject({
        text: line.slice(0, 65_536),
        validUtf8: true,
        length: Buffer.byteLength(line),
      });
      const slice = await store.record({ threadId, record, from: 2, count: 5 });
      expect(slice.text).toBe(line.slice(2, 7));
    }
  });

  test(`${name}: the git value that counts is the one that the thread shows`, async () => {
    const store = await sampleStore();
    for (const nth of [1, 3, 5]) {
      const { gitInfo } = await store.readThread({ threadId: sampleId(nth), includeArchived: true });
      const { values } = await store.gitHistory({ threadId: sampleId(nth) });
      const current = values.filter((value) => value.current);
      const shown = Object.fromEntries(current.map(({ field, value }) => [field, value]));
      expect(shown).toEqual(
        current.length > 0 ? (gitInfo ?? { branch: null, sha: null, originUrl: null }) : {},
      );
      expect(current.length > 0).toBe(gitInfo !== null);
    }
  });

  describe(`${name}: usage and damage`, () => {
    test('replayed as upstream does on resume', async () => {
      const store = await sampleStore();
      expect(await store.replayUsage({ threadId: sampleId(1) })).toMatchObject({
        owner: 'alpha-1',
        tokenUsage: { total: { totalTokens: 250 }, modelContextWindow: 1000 },
      });
      expect(await store.replayUsage({ threadId: sampleId(3) })).toEqual({ owner: null, tokenUsage: null });
      expect(await store.replayUsage({ threadId: sampleId(5) })).toEqual({ owner: null, tokenUsage: null });
    });

    test('checked line by line', async () => {
      const store = await sampleStore();
      const { records } = sampleRollouts[0] as SampleRollout;
      const report = await store.check({ threadId: sampleId(1) });
      expect(report).toMatchObject({ threadId: sampleId(1), files: 1, lines: records.length, moreDamage: 0 });
      expect(report.bytes).toBe(
        Buffer.byteLength(records.map((record) => `${JSON.stringify(record)}\n`).join('')),
      );
      expect(report.kinds).toContainEqual({ kind: 'event_msg/task_started', lines: 2, unknown: false });
      expect(report.damage).toMatchObject([{ reason: 'missing_timestamp', rolloutId: sampleId(1), line: 7 }]);
    });
  });

  describe(`${name}: changes`, () => {
    test('an append is told and read', async () => {
      const { store, append } = await subject();
      const threadId = sampleId(1);
      const turns = async () => {
        const page = await store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
        return page.turns.map(({ id }) => id);
      };
      expect(await turns()).toEqual(['alpha-1']);
      const events: StoreEvent[] = [];
      const unsubscribe = store.subscribe((event) => events.push(event));
      await append(threadId, [...nextTurn]);
      await vi.waitFor(() => {
        const changes = events.filter((event) => event.type === 'threads-changed');
        expect(changes.some(({ threadIds }) => threadIds === null || threadIds.includes(threadId))).toBe(
          true,
        );
      }, 10_000);
      await vi.waitFor(async () => expect(await turns()).toEqual(['alpha-1', 'alpha-3']), 10_000);
      unsubscribe();
    });

    test('nobody is told after unsubscribing', async () => {
      const { store, append } = await subject();
      const left: StoreEvent[] = [];
      const stayed: StoreEvent[] = [];
      store.subscribe((event) => left.push(event))();
      store.subscribe((event) => stayed.push(event));
      await append(sampleId(1), [...nextTurn]);
      await vi.waitFor(() => expect(stayed.length).toBeGreaterThan(0), 10_000);
      expect(left).toEqual([]);
    });

    test('closing twice is closing once', async () => {
      const store = await sampleStore();
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}
