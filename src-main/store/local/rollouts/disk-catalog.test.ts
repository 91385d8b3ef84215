import { appendFile, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDecodedCache } from '../codec/decoded-cache';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { createHomeFiles } from '../home/home-files';
import { openMemoryDatabase } from '../index/open-database';
import { RolloutIndex } from '../index/rollout-index';
import {
  createTestHome,
  legacyRollout,
  legacyTurn,
  line,
  rolloutPath,
  sessionMeta,
  type TestHome,
  testId,
} from '../testing/test-home';
import { createDiskCatalog, type DiskCatalog } from './disk-catalog';
import { createRolloutReader } from './rollout-reader';

let home: TestHome;
let index: RolloutIndex;
let catalog: DiskCatalog;
/** Calls of the file system by name, since the last `reset`. */
let calls: Record<string, number>;
/** Errors by path and call, e.g. `open rollout…`. */
let failures: { call: string; path: RegExp; code: string }[];

const fileSystem: FileSystem = Object.fromEntries(
  Object.entries(nodeFileSystem).map(([call, work]) => [
    call,
    (path: string, ...more: unknown[]) => {
      calls[call] = (calls[call] ?? 0) + 1;
      const failure = failures.find((one) => one.call === call && one.path.test(path));
      if (failure) return Promise.reject(Object.assign(new Error(failure.code), { code: failure.code }));
      return (work as (...all: unknown[]) => unknown)(path, ...more);
    },
  ]),
) as unknown as FileSystem;

function openCatalog(): DiskCatalog {
  const files = createHomeFiles(home.path, fileSystem);
  return createDiskCatalog(files, createRolloutReader(files, createDecodedCache(null)), index);
}

beforeEach(async () => {
  home = await createTestHome();
  index = new RolloutIndex(openMemoryDatabase());
  calls = {};
  failures = [];
  catalog = openCatalog();
});
afterEach(async () => {
  catalog.close();
  index.close();
  await home.remove();
});

describe('createDiskCatalog', () => {
  it('tells of each file what its name, its stat and its head say', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await home.write(rolloutPath(2, { revert: 3, archived: true }), sessionMeta(2) + legacyTurn(1));
    await home.write(`${rolloutPath(4)}.zst`, zstdCompressSync(legacyRollout(4)));
    await catalog.refresh();
    expect(catalog.files()).toMatchObject([
      {
        ...{ rolloutId: testId(1), threadId: testId(1), archived: false, compressed: false, headRead: true },
        ...{ file: rolloutPath(1), path: join(home.path, rolloutPath(1)), nameTime: '2026-05-20T09-00-01' },
        head: { dialect: 'legacy', threadId: testId(1) },
        headRecord: { line: 1, offset: 0 },
        metadata: { preview: 'Prompt 1', cwd: '/work' },
        ...{ scanned: false, turnCount: null, damage: [] },
      },
      { rolloutId: testId(3), threadId: testId(2), archived: true },
      { compressed: true, logicalPath: join(home.path, rolloutPath(4)), metadata: { preview: 'Prompt 1' } },
    ]);
    expect(catalog.ofThread(testId(2)).map((file) => file.rolloutId)).toEqual([testId(3)]);
    expect(catalog.byRolloutId(testId(3))?.threadId).toBe(testId(2));
    expect(catalog.byRolloutId(testId(2))).toBeNull();
  });

  it('goes by the id inside a file, not by the one in its name', async () => {
    await home.write(rolloutPath(1), legacyRollout(7));
    await catalog.refresh();
    expect(catalog.ofThread(testId(7))).toMatchObject([{ nameThreadId: testId(1), rolloutId: testId(1) }]);
    expect(catalog.ofThread(testId(1))).toEqual([]);
  });

  it('prefers the active one of two copies as a base', async () => {
    await home.write(rolloutPath(1, { archived: true }), legacyRollout(1));
    await home.write(rolloutPath(1), legacyRollout(1));
    await catalog.refresh();
    expect(catalog.ofThread(testId(1))).toHaveLength(2);
    expect(catalog.byRolloutId(testId(1))?.archived).toBe(false);
  });

  it('keeps instructions out of the heads that it holds in memory', async () => {
    await home.write(
      rolloutPath(1),
      legacyRollout(1, 1, { base_instructions: { text: 'x'.repeat(20_000) } }),
    );
    await catalog.refresh();
    expect(catalog.files()[0]?.head?.meta).not.toHaveProperty('base_instructions');
  });

  it('starts from the index without reading a file, and reads only heads of what is new', async () => {
    for (let n = 1; n <= 20; n += 1) await home.write(rolloutPath(n), legacyRollout(n));
    await catalog.refresh();
    const files = catalog.files();
    catalog.close();
    calls = {};
    catalog = openCatalog();
    expect(catalog.files()).toEqual(files);
    expect(calls).toEqual({});
    await catalog.refresh();
    expect(calls.open).toBeUndefined();
    expect(catalog.files()).toEqual(files);

    await home.write(rolloutPath(21), legacyRollout(21));
    await appendFile(join(home.path, rolloutPath(5)), legacyTurn(9));
    await catalog.refresh();
    expect(calls.open).toBe(1);
    expect(catalog.files()).toHaveLength(21);
    expect(catalog.ofThread(testId(5))[0]?.size).toBeGreaterThan(catalog.ofThread(testId(6))[0]?.size ?? 0);
  });

  it('keeps the same list while nothing changed, and tells which threads did', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await home.write(rolloutPath(2), legacyRollout(2));
    await catalog.refresh();
    const told: (string[] | null)[] = [];
    catalog.onChange((change) => told.push(change.threadIds));
    const before = catalog.files();
    await catalog.refresh();
    expect(catalog.files()).toBe(before);
    expect(told).toEqual([]);

    await appendFile(join(home.path, rolloutPath(2)), legacyTurn(2));
    await catalog.refresh();
    await unlink(join(home.path, rolloutPath(1)));
    await catalog.refresh();
    expect(told).toEqual([[testId(2)], [testId(1)]]);
  });

  it('looks at single folders, and at everything when a folder is new', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await home.write('sessions/2026/05/21/keep', '');
    await catalog.refresh();
    const folder = join(home.path, 'sessions/2026/05/21');
    await home.write(rolloutPath(2), legacyRollout(2));
    await home.write(rolloutPath(3).replace('/20/', '/21/'), legacyRollout(3));
    await catalog.refreshFolders([folder]);
    expect(catalog.files().map((file) => file.threadId)).toEqual([testId(1), testId(3)]);
    await home.write('sessions/2026/05/21/deeper/keep', '');
    await catalog.refreshFolders([folder]);
    expect(catalog.files()).toHaveLength(3);
    await rm(join(home.path, rolloutPath(3).replace('/20/', '/21/')));
    await catalog.refreshFolders([folder]);
    expect(catalog.files().map((file) => file.threadId)).toEqual([testId(1), testId(2)]);
  });

  it('recognises a file that was archived and brought back', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await catalog.refresh();
    const archived = join(home.path, rolloutPath(1, { archived: true }));
    await mkdir(dirname(archived));
    await rename(join(home.path, rolloutPath(1)), archived);
    calls = {};
    await catalog.refresh();
    expect(catalog.files()).toMatchObject([
      { archived: true, headRead: true, metadata: { preview: 'Prompt 1' } },
    ]);
    expect(calls.open).toBeUndefined();
    expect(index.files().map((file) => file.path)).toEqual([rolloutPath(1, { archived: true })]);
  });

  it('keeps what it knows of a home that goes away and comes back', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await catalog.refresh();
    await rename(home.path, `${home.path}-away`);
    await catalog.refresh();
    expect(catalog.files()).toEqual([]);
    calls = {};
    await rename(`${home.path}-away`, home.path);
    await catalog.refresh();
    expect(catalog.files()).toMatchObject([{ threadId: testId(1), headRead: true }]);
    expect(calls.open).toBeUndefined();
  });

  it('forgets files that are gone while others are there', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await home.write(rolloutPath(2), legacyRollout(2));
    await catalog.refresh();
    await unlink(join(home.path, rolloutPath(1)));
    await catalog.refresh();
    expect(index.files().map((file) => file.path)).toEqual([rolloutPath(2)]);
  });

  it.each(['EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ESTALE', 'EBUSY', 'ELOOP'])(
    'shows a file that fails with %s as unreadable, by name, and goes on',
    async (code) => {
      await home.write(rolloutPath(1), legacyRollout(1));
      await home.write(rolloutPath(2), legacyRollout(2));
      failures = [{ call: code === 'ELOOP' ? 'realpath' : 'open', path: /09-00-01/, code }];
      if (code === 'ELOOP') failures.push({ call: 'open', path: /09-00-01/, code });
      await catalog.refresh();
      expect(catalog.files()).toMatchObject([
        {
          threadId: testId(1),
          head: null,
          damage: [
            { reason: 'unreadable', file: rolloutPath(1), message: expect.stringContaining(`(${code})`) },
          ],
        },
        { threadId: testId(2), damage: [] },
      ]);
    },
  );

  it('reads a file again that could not be read, and tells only when that changes anything', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    failures = [{ call: 'open', path: /09-00-01/, code: 'EMFILE' }];
    await catalog.refresh();
    const told: unknown[] = [];
    catalog.onChange((change) => told.push(change.threadIds));
    await catalog.refresh();
    expect(told).toEqual([]);
    failures = [];
    await catalog.refresh();
    expect(told).toEqual([[testId(1)]]);
    expect(catalog.files()).toMatchObject([{ head: { threadId: testId(1) }, damage: [] }]);
  });

  it('tells when a folder cannot be read any more, and when it can again', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await catalog.refresh();
    const told: unknown[] = [];
    catalog.onChange((change) => told.push(change.threadIds));
    await home.write('archived_sessions/note.txt', '');
    failures = [{ call: 'readdir', path: /archived_sessions$/, code: 'EACCES' }];
    await catalog.refresh();
    await catalog.refresh();
    expect(told).toEqual([null]);
    failures = [];
    await catalog.refresh();
    await catalog.refresh();
    expect(told).toEqual([null, null]);
  });

  it('sees an obstacle come and go in the one folder that it looks at, and keeps those elsewhere', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await mkdir(join(home.path, 'archived_sessions'));
    const outside = join(home.path, '..');
    const [here, there] = ['sessions/here', 'archived_sessions/there'].map((file) => join(home.path, file));
    await symlink(outside, there ?? '');
    await catalog.refresh();
    const met = () => catalog.obstacles().map(({ file }) => file);
    const told: unknown[] = [];
    catalog.onChange((change) => told.push(change.threadIds));
    const look = () => catalog.refreshFolders([join(home.path, 'sessions')]);
    await symlink(outside, here ?? '');
    await look();
    await look();
    expect(met()).toEqual(['archived_sessions/there', 'sessions/here']);
    await unlink(here ?? '');
    await look();
    expect(met()).toEqual(['archived_sessions/there']);
    expect(told).toEqual([null, null]);
  });

  it('has a text of its own for every errno', async () => {
    const messages = new Set<string>();
    const codes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ELOOP', 'EMFILE', 'EBUSY', 'EIO', 'ESTALE'];
    for (const code of codes) {
      failures = [{ call: 'readdir', path: /sessions$/, code }];
      await home.write(rolloutPath(1), '');
      await catalog.refresh();
      expect(catalog.obstacles()).toHaveLength(1);
      messages.add((catalog.obstacles()[0]?.message ?? '').replace(`(${code})`, ''));
    }
    expect(messages.size).toBe(codes.length);
  });

  it('reads a head that is not at the start, and none where there is none', async () => {
    await home.write(rolloutPath(1), `garbage\n\n${legacyRollout(1)}`);
    await home.write(rolloutPath(2), legacyTurn(1));
    await home.write(rolloutPath(3), '');
    await home.write(rolloutPath(4), sessionMeta(4));
    await catalog.refresh();
    expect(
      catalog.files().map((file) => [file.head?.threadId, file.damage.map(({ reason }) => reason)]),
    ).toEqual([
      [testId(1), ['invalid_json']],
      [undefined, ['no_session_meta']],
      [undefined, ['empty_file']],
      [testId(4), []],
    ]);
  });

  it('finds the first prompt behind a huge line', async () => {
    const image = `data:image/png;base64,${'A'.repeat(3_000_000)}`;
    const huge = line('event_msg', { type: 'user_message', message: 'Look at this', images: [image] });
    await home.write(rolloutPath(1), sessionMeta(1) + huge);
    await catalog.refresh();
    expect(catalog.files()[0]?.metadata?.preview).toBe('Look at this');
  });

  it('shares one pass between calls, and makes another for a call that comes later', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    const first = catalog.refresh();
    await home.write(rolloutPath(2), legacyRollout(2));
    await Promise.all([first, catalog.refresh(), catalog.refresh()]);
    expect(catalog.files()).toHaveLength(2);
    // `sessions`, its four folders below, and two passes.
    expect(calls.readdir).toBeLessThanOrEqual(2 * 4);
  });

  it('reads nothing outside the home', async () => {
    const outside = join(home.path, '..', 'outside.jsonl');
    await writeFile(outside, legacyRollout(1));
    await mkdir(join(home.path, 'sessions'));
    await symlink(outside, join(home.path, 'sessions', rolloutPath(1).split('/').at(-1) ?? ''));
    await catalog.refresh();
    expect(catalog.files()).toEqual([]);
    expect(catalog.obstacles()).toMatchObject([{ message: 'The link leads out of the Codex home.' }]);
    expect(calls.open).toBeUndefined();
  });
});
