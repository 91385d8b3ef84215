import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceKind, ThreadSummary } from '../../../contracts/model/thread';
import {
  corpusPresent,
  readOracle,
  recordedHomes,
  type UnpackedHome,
  unpackHome,
} from '../../../fixtures/corpus';
import { isOracleError, type Oracle, type OracleJson } from '../../../fixtures/oracle';
import { formatListCursor } from '../../slicing/list-cursor';
import type { ListThreadsParams } from '../../types';
import { acceptedListDifferences, type ListDifference } from './accepted-list-differences';
import { openRecorded, type Recorded } from './open-recorded';

/** thread/list without sourceKinds: interactive clients only. No recorded thread is of a custom one. */
const interactive: SourceKind[] = ['cli', 'vscode'];
const used = new Set<string>();

for (const recorded of recordedHomes) {
  describe(recorded.name, () => {
    let home: UnpackedHome;
    let opened: Recorded;
    let threads: Map<string, ThreadSummary>;
    let perSecond: Map<number, number>;

    beforeAll(async () => {
      home = await unpackHome(recorded);
      opened = await openRecorded(home.path);
      const { data } = await opened.directory.list({ sortKey: 'created_at', sortDirection: 'desc' });
      threads = new Map(data.map((thread) => [thread.id, thread]));
      perSecond = new Map();
      for (const { updatedAt } of data) perSecond.set(updatedAt, (perSecond.get(updatedAt) ?? 0) + 1);
    });
    afterAll(() => home.remove());

    for (const file of new Set([recorded.ownOracle, recorded.oracle])) {
      if (file === null) continue;
      const by = file === recorded.oracle ? '0.169.0' : 'its own release';

      test(`lists, searches and filters by ${by}`, async () => {
        const oracle = await readOracle(file, home.path);
        for (const list of listsOf(oracle)) {
          expect(await compare(oracle, list.name, list.ids, toParams(list.params)), list.name).toEqual([]);
        }
      });
    }

    test('cursors of 0.169.0', async () => {
      // Only lists that Codex answers from rows alone tell the times of the rows.
      if (recorded.oracle === null || opened.state === null) return;
      const oracle = await readOracle(recorded.oracle, home.path);
      for (const [name, list] of Object.entries(oracle.lists).filter(([name]) =>
        name.includes('all kinds'),
      )) {
        const pages = list.pages.filter((page) => Array.isArray(page));
        for (const [at, page] of pages.entries()) {
          const cursor = list.cursors[at]?.[0];
          const last = opened.state.rows.get(page.at(-1) ?? '');
          if (!cursor || !last) continue;
          expect(formatListCursor({ timeMs: last.createdAtMs, threadId: last.id })).toBe(cursor);
          const rest = pages.slice(at + 1).flat();
          expect(await compare(oracle, name, rest, { ...toParams(list.params), cursor })).toEqual([]);
        }
      }
    });

    /** What differs and is not accepted, in words. */
    async function compare(
      oracle: Oracle,
      list: string,
      theirs: readonly string[],
      params: ListThreadsParams,
    ): Promise<string[]> {
      const { data } = await opened.directory.list(params);
      const ours = data
        .filter((thread) => thread.hidden.every((why) => why === 'source'))
        .map(({ id }) => id);
      const refused: string[] = [];

      function accept(kind: ListDifference['kind'], id: string): boolean {
        const listed = oracle.listed[id];
        const read = oracle.read[id];
        const accepted = acceptedListDifferences.find((one) =>
          one.applies({
            kind,
            list,
            params,
            release: releaseOf(oracle),
            thread: threads.get(id) ?? null,
            sameSecond: perSecond.get(threads.get(id)?.updatedAt ?? 0) ?? 0,
            listed: listed ?? null,
            refused: read !== undefined && isOracleError(read),
            read: read && !isOracleError(read) ? read.thread : null,
            files: opened.catalog.ofThread(id),
            row: opened.state?.rows.get(id) ?? null,
          }),
        );
        if (accepted) used.add(accepted.name);
        return accepted !== undefined;
      }
      const check = (kind: ListDifference['kind'], ids: readonly string[]) =>
        refused.push(...ids.filter((id) => !accept(kind, id)).map((id) => `${kind} ${id}`));

      const once = theirs.filter((id, index) => theirs.indexOf(id) === index);
      check(
        'repeated',
        theirs.filter((id, index) => theirs.indexOf(id) !== index),
      );
      check(
        'missing',
        once.filter((id) => !ours.includes(id)),
      );
      check(
        'extra',
        ours.filter((id) => !once.includes(id)),
      );
      const common = once.filter((id) => ours.includes(id));
      const mine = ours.filter((id) => once.includes(id));
      if (common.join() !== mine.join()) {
        const still = common.filter((id) => !accept('moved', id));
        const order = mine.filter((id) => still.includes(id));
        refused.push(...still.filter((id, index) => id !== order[index]).map((id) => `moved ${id}`));
      }
      return refused;
    }
  });
}

interface RecordedList {
  name: string;
  params: OracleJson;
  ids: string[];
}

/** The recorded lists whose parameters the release knew; older ones passed over what they did not know. */
function listsOf(oracle: Oracle): RecordedList[] {
  const release = releaseOf(oracle);
  const lists = Object.entries(oracle.lists).flatMap(([name, { params, pages }]) => {
    const ids = (Array.isArray(pages) ? pages : [pages]).flat().filter((id) => typeof id === 'string');
    const known = Array.isArray(pages) && !pages.some((page) => typeof page === 'object' && 'error' in page);
    return known ? [{ name, params, ids }] : [];
  });
  const found: RecordedList[] = Object.entries(oracle.searches ?? {}).map(([searchTerm, ids]) => ({
    name: `search ${searchTerm}`,
    params: { searchTerm, modelProviders: [] },
    ids,
  }));
  const inFolder: RecordedList[] = Object.entries(oracle.byCwd ?? {}).map(([cwd, ids]) => ({
    name: `cwd ${cwd}`,
    params: { cwd, modelProviders: [] },
    ids,
  }));
  if (release < 98) return lists.filter(({ name }) => name === 'default' || name === 'all providers');
  if (release === 98) return lists.filter(({ params }) => params.sortDirection !== 'asc');
  return [...lists, ...found, ...inFolder].filter(
    ({ params }) => release > 118 || params.sortDirection !== 'asc',
  );
}

function toParams(params: OracleJson): ListThreadsParams {
  const { archived, sortKey, sortDirection, sourceKinds, modelProviders, searchTerm, cwd } = params;
  return {
    archived: archived === true,
    sortKey: (sortKey ?? 'created_at') as ListThreadsParams['sortKey'],
    sortDirection: (sortDirection ?? 'desc') as ListThreadsParams['sortDirection'],
    sourceKinds: (sourceKinds ?? interactive) as SourceKind[],
    // Without the parameter thread/list shows the configured provider only: in all recorded homes `mock`.
    modelProviders: modelProviders === undefined ? ['mock'] : [],
    ...(typeof searchTerm === 'string' && { searchTerm }),
    ...(typeof cwd === 'string' && { cwd: [cwd] }),
  };
}

function releaseOf(oracle: Oracle): number {
  return Number(/codex\/0\.(\d+)/.exec(oracle.userAgent)?.[1]);
}

test.runIf(corpusPresent)('every accepted difference of lists is still seen', () => {
  expect(acceptedListDifferences.map((one) => one.name).filter((name) => !used.has(name))).toEqual([]);
});
