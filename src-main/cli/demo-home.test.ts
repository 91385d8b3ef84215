import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Thread } from '../contracts/model/thread';
import type { ThreadStore } from '../store/thread-store';
import { openStore } from './open-store';

/** The home that ships with Skein: what a new user sees first must show what Skein can show. */
const shipped = fileURLToPath(new URL('../../resources/demo-home', import.meta.url));

let root: string;
let store: ThreadStore;
let threads: Thread[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-demo-'));
  await cp(shipped, join(root, 'home'), { recursive: true });
  store = await openStore(join(root, 'home'), { SKEIN_DATA_DIR: join(root, 'data') });
  threads = (await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' })).data;
});
afterAll(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

test('it has threads of both dialects, forks, an archived one, a review and a sub-agent', () => {
  expect(threads).toHaveLength(13);
  expect(new Set(threads.map((thread) => thread.historyMode))).toEqual(new Set(['legacy', 'paginated']));
  expect(threads.filter((thread) => thread.archived)).toHaveLength(1);
  expect(threads.filter((thread) => thread.name !== null).length).toBeGreaterThan(1);
  const sources = threads.map((thread) => JSON.stringify(thread.source));
  expect(sources.filter((source) => source.includes('review'))).toHaveLength(1);
  expect(sources.filter((source) => source.includes('thread_spawn'))).toHaveLength(1);
});

test('turns of every status, rolled back and reverted ones, a compaction, an image, changes and commands', async () => {
  const turns = [];
  for (const { id } of threads) {
    const page = await store.listTurns({ threadId: id, view: 'everything', sortDirection: 'asc' });
    turns.push(...page.turns);
  }
  expect(new Set(turns.map((turn) => turn.status))).toEqual(new Set(['completed', 'failed', 'interrupted']));
  expect(new Set(turns.map((turn) => turn.reverted?.by))).toEqual(new Set([undefined, 'rollback', 'revert']));
  const kinds = new Set(turns.flatMap((turn) => turn.items.map((item) => item.type)));
  for (const kind of [
    'contextCompaction',
    'fileChange',
    'commandExecution',
    'webSearch',
    'enteredReviewMode',
    'subAgentActivity',
    'reasoning',
  ]) {
    expect([...kinds]).toContain(kind);
  }
  expect(JSON.stringify(turns)).toContain('data:image/png;base64,');
});

test('nothing of it is damaged or unknown', async () => {
  for (const { id } of threads) {
    const report = await store.check({ threadId: id });
    expect({ id, damage: report.damage, unknown: report.kinds.filter((kind) => kind.unknown) }).toEqual({
      id,
      damage: [],
      unknown: [],
    });
  }
});
