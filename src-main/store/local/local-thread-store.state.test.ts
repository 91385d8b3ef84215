import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedHome, type UnpackedHome, unpackHome } from '../../fixtures/corpus';
import { folderState } from '../../fixtures/folder-state';
import type { ThreadStore } from '../thread-store';
import { createLocalThreadStore } from './local-thread-store';
import { stateFileName } from './state-db/state-db';

let home: UnpackedHome;
let path: string;
/** The connection of a running Codex. */
let codex: Database | null = null;

beforeEach(async () => {
  home = await unpackHome(recordedHome('fixtures/paginated-0.169'));
  path = join(home.path, stateFileName);
});
afterEach(async () => {
  codex?.close();
  codex = null;
  await home.remove();
});

/** Every public method, with what a window would ask. */
async function* everyMethod(store: ThreadStore): AsyncGenerator<string> {
  const done = async (name: string, call: Promise<unknown>) => {
    await call;
    return name;
  };
  yield await done('describeHome', store.describeHome());
  const list = { sortKey: 'updated_at', sortDirection: 'desc' } as const;
  yield await done('listThreads', store.listThreads(list));
  for (const { id: threadId } of (await store.listThreads(list)).data) {
    yield await done('readThread', store.readThread({ threadId, includeArchived: true }));
    yield await done('listTurns', store.listTurns({ threadId, view: 'everything', sortDirection: 'asc' }));
    const { revision } = await store.outline({ threadId, from: 0, limit: 10 });
    yield 'outline';
    const { items } = await store.items({ threadId, revision, from: 0, count: 20 });
    yield 'items';
    const slice = { threadId, revision, index: 0, pointer: '/id', from: 0, count: 9 };
    if (items.length > 0) yield await done('text', store.text(slice));
    const [record] = items[0]?.item.provenance ?? [];
    if (record) yield await done('record', store.record({ threadId, record, from: 0, count: 9 }));
    yield await done('replayUsage', store.replayUsage({ threadId }));
    yield await done('check', store.check({ threadId }));
  }
  yield await done('close', store.close());
}

const open = () =>
  createLocalThreadStore({ home: home.path, dataDir: join(home.path, '..', 'data'), env: {}, live: true });

describe('a home is as it was after everything in it was read (S-01)', () => {
  test.each<[string, () => Promise<void> | void]>([
    ['an idle database without sidecars', () => undefined],
    [
      'a hot WAL',
      () => {
        codex = new SqliteDatabase(path);
        codex.pragma('journal_mode = WAL');
        codex.exec("UPDATE threads SET memory_mode = 'disabled'");
      },
    ],
    [
      'a rollback journal',
      () => {
        const db = new SqliteDatabase(path);
        db.pragma('journal_mode = DELETE');
        db.close();
      },
    ],
    ['no database', () => rm(path)],
  ])('%s', async (_title, prepare) => {
    await prepare();
    const before = await folderState(home.path);
    const called = new Set<string>();
    for await (const name of everyMethod(await open())) called.add(name);
    expect(called.size).toBeGreaterThanOrEqual(10);
    expect(await folderState(home.path)).toEqual(before);
  });
});

test('after no call is a statement of ours left open (S-06)', async () => {
  codex = new SqliteDatabase(path);
  codex.pragma('journal_mode = WAL');
  let calls = 0;
  for await (const name of everyMethod(await open())) {
    codex.prepare('UPDATE threads SET tokens_used = ?').run(++calls);
    const [checkpoint] = codex.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    expect(checkpoint?.busy, name).toBe(0);
  }
  expect(calls).toBeGreaterThanOrEqual(10);
});
