import { isDeepStrictEqual } from 'node:util';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Thread, type ThreadSummary, threadAdditions } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import { buildCli, type BuiltCli, runBuiltCli } from '../fixtures/built-cli';
import { readOracle, recordedHomes, unpackHome, type UnpackedHome } from '../fixtures/corpus';
import { isOracleError, type Oracle, type OracleJson, type OracleRead } from '../fixtures/oracle';
import { acceptedDifferences as acceptedTurns } from '../history/testing/accepted-differences';
import { readHome, type TestHome } from '../history/testing/read-home';
import { acceptedDifferences as acceptedFacts } from '../store/local/listing/accepted-differences';
import { openRecorded, type Recorded } from '../store/local/listing/open-recorded';

/**
 * The program as users run it, over every recorded home that 0.169.0 was asked about. What is accepted to differ
 * is what the tests of the store and of the history accept, nothing else.
 */
const homes = recordedHomes.filter(
  // The small homes of the corpus are among the project's own.
  ({ oracle, origin, name }) => oracle !== null && (origin === 'project' || !/-(small|cli)$/.test(name)),
);
/** Some of many threads: each costs two processes, and every one is compared in the tests of store and history. */
const sample = (ids: string[]) => (ids.length <= 6 ? ids : ids.filter((_id, i) => i % 8 === 0));
const additions = new Set(Object.keys(threadAdditions.shape));

let built: BuiltCli;
let data: string;
beforeAll(async () => {
  built = await buildCli();
  data = await mkdtemp(join(tmpdir(), 'skein-cli-diff-'));
});
afterAll(() => Promise.all([rm(data, { recursive: true, force: true }), built.remove()]));

describe.each(homes)('$name', (recorded) => {
  let unpacked: UnpackedHome;
  let oracle: Oracle;
  let opened: Recorded;
  let home: TestHome;
  let writtenAt: string;

  beforeAll(async () => {
    unpacked = await unpackHome(recorded);
    opened = await openRecorded(unpacked.path);
    home = readHome(unpacked.path);
    oracle = await readOracle(recorded.oracle ?? '', unpacked.path);
    const manifest = JSON.parse(await readFile(join(recorded.dir, 'manifest.json'), 'utf8')) as {
      home?: string;
    };
    writtenAt = manifest.home ?? '$CODEX_HOME';
  });
  afterAll(() => unpacked.remove());

  async function cli<T>(...args: string[]): Promise<T> {
    const env = { SKEIN_DATA_DIR: data, CODEX_HOME: unpacked.path };
    const { code, out, messages } = await runBuiltCli(built.program, [...args, '--json'], env);
    expect({ args, code, messages }).toEqual({ args, code: 0, messages: '' });
    // Rollouts may quote the place where the real program wrote them; its answers have the place of now.
    return JSON.parse(out.replaceAll(writtenAt, unpacked.path)) as T;
  }

  test('threads: every filter and order as the store has it, every listed thread as 0.169.0 lists it', async () => {
    const calls = [
      { args: [], params: { archived: false } },
      {
        args: ['--sort', 'updated_at', '--direction', 'asc'],
        params: { archived: false, sortKey: 'updated_at', sortDirection: 'asc' },
      },
      { args: ['--archived', '--sort', 'recency_at'], params: { archived: true, sortKey: 'recency_at' } },
      {
        args: ['--source', 'cli,vscode', '--provider', 'mock'],
        params: { archived: false, sourceKinds: ['cli', 'vscode'], modelProviders: ['mock'] },
      },
      {
        args: ['--search', 'turn', '--limit', '3'],
        params: { archived: false, searchTerm: 'turn', limit: 3 },
      },
    ] as const;
    for (const { args, params } of calls) {
      const { data: rows, nextCursor } = await cli<{ data: ThreadSummary[]; nextCursor: string | null }>(
        'threads',
        ...args,
      );
      const page = await opened.directory.list({
        sortKey: 'created_at',
        sortDirection: 'desc',
        ...structuredClone<object>(params),
      });
      expect({ args, ids: rows.map(({ id }) => id), nextCursor }).toEqual({
        args,
        ids: page.data.map(({ id }) => id),
        nextCursor: page.nextCursor,
      });
      for (const thread of rows) {
        const listed = oracle.listed[thread.id];
        if (listed) expect(factDifferences('listed', thread.id, thread, listed), thread.id).toEqual([]);
      }
    }
  });

  test('thread --view upstream: facts and turns as 0.169.0 reads them', async () => {
    await inParallel(sample(readable()), async (threadId) => {
      const read = oracle.read[threadId] as OracleRead;
      const { thread } = await cli<{ thread: Thread }>('thread', threadId, '--view', 'upstream');
      expect(Object.keys(thread).sort(), threadId).toEqual(Object.keys(read.thread).sort());
      expect(factDifferences('read', threadId, thread, read.thread), threadId).toEqual([]);

      const theirs = read.thread.turns as unknown as Turn[];
      let ours = thread.turns;
      for (const { adjust } of acceptedTurns) {
        if (isDeepStrictEqual(ours, theirs)) break;
        ours = adjust({ home, path: unpacked.path, threadId, ours, theirs }) ?? ours;
      }
      expect(ours, threadId).toEqual(theirs);
    });
  });

  test('usage: what 0.169.0 replays when it resumes', async () => {
    await inParallel(sample(readable()), async (threadId) => {
      const resumed = oracle.resume?.[threadId];
      if (resumed === undefined || isOracleError(resumed)) return;
      const [told] = resumed.tokenUsage;
      expect(await cli('usage', threadId), threadId).toEqual({
        owner: told?.turnId ?? null,
        tokenUsage: told?.tokenUsage ?? null,
      });
    });
  });

  function readable(): string[] {
    return Object.entries(oracle.read).flatMap(([id, entry]) => (isOracleError(entry) ? [] : [id]));
  }

  /** Facts that differ and are not accepted, in words. */
  function factDifferences(where: 'listed' | 'read', id: string, ours: Thread, theirs: OracleJson): string[] {
    const shown: OracleJson = { ...ours };
    const read = oracle.read[id];
    const keys = new Set([...Object.keys(shown), ...Object.keys(theirs)]);
    return [...keys].flatMap((key) => {
      if (key === 'turns' || additions.has(key) || isDeepStrictEqual(shown[key], theirs[key])) return [];
      const difference = {
        ...{ where, id, key, theirs: theirs[key], ours: shown[key], release: 169 },
        thread: ours as ThreadSummary,
        read: read && !isOracleError(read) ? read.thread : null,
        row: opened.state?.rows.get(ours.id) ?? null,
        firstMessages: opened.catalog.ofThread(ours.id).map((file) => file.metadata?.preview ?? null),
      };
      if (acceptedFacts.some((one) => one.applies(difference))) return [];
      return [`${key}: Codex ${JSON.stringify(theirs[key])}, Skein ${JSON.stringify(shown[key])}`];
    });
  }
});

/** Each process has a core to itself on the smallest machine that these tests are meant for. */
async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const lane = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  };
  await Promise.all([lane(), lane()]);
}
