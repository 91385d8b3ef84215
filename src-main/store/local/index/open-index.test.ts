import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IndexedFile } from './index-types';
import { openDatabase } from './open-database';
import { openIndex } from './open-index';
import { RolloutIndex } from './rollout-index';
import { schemaVersion } from './schema';

let folder: string;
let open: RolloutIndex[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-index-'));
});
afterEach(async () => {
  for (const index of open) index.close();
  open = [];
  await rm(folder, { recursive: true, force: true });
});

async function openOne(home = '/home'): Promise<RolloutIndex> {
  const index = await openIndex(folder, home);
  open.push(index);
  return index;
}

const file = (path: string): IndexedFile => ({
  path,
  identity: { inode: '1:2', size: 3, mtimeNs: '9007199254740993123' },
  ...{ head: null, headRecord: null, metadata: null, headRead: true, damage: [] },
});

const databases = async () => (await readdir(folder)).filter((name) => name.endsWith('.sqlite'));

describe('openIndex', () => {
  it('keeps what was written, each home in a file of its own', async () => {
    (await openOne('/one')).saveFiles([file('a')]);
    (await openOne('/two')).saveFiles([file('b')]);
    expect((await openOne('/one')).files()).toMatchObject([file('a')]);
    expect(await databases()).toHaveLength(2);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['is no database', (path) => writeFile(path, 'x'.repeat(5000))],
    ['is cut short', async (path) => writeFile(path, (await readFile(path)).subarray(0, 5000))],
    [
      'is of a newer schema',
      async (path) => {
        const database = new Database(path);
        database.pragma(`user_version = ${schemaVersion + 1}`);
        database.close();
      },
    ],
    [
      'belongs to somebody else',
      async (path) => {
        await rm(path);
        const database = new Database(path);
        database.exec('CREATE TABLE notes (text)');
        database.close();
      },
    ],
  ])('sets aside an index that %s, and starts anew', async (_name, spoil) => {
    const index = await openOne();
    index.saveFiles(Array.from({ length: 200 }, (_, i) => file(`file ${i} ${'x'.repeat(200)}`)));
    index.close();
    const [name] = await databases();
    const path = join(folder, name ?? '');
    await spoil(path);
    const { size } = await stat(path);
    const fresh = await openOne();
    // A cut file may open and fail at the first reading; then the rest of the session goes on in memory.
    expect(fresh.files()).toEqual([]);
    fresh.saveFiles([file('new')]);
    expect(fresh.files()).toMatchObject([{ path: 'new' }]);
    if (!fresh.inMemory) expect((await stat(`${path}.aside`)).size).toBe(size);
  });

  it('removes the index of an older schema, not that of a newer one', async () => {
    (await openOne()).close();
    const [name = ''] = await databases();
    const older = name.replace(`v${schemaVersion}`, 'v0');
    const newer = name.replace(`v${schemaVersion}`, `v${schemaVersion + 1}`);
    await writeFile(join(folder, older), '');
    await writeFile(join(folder, newer), '');
    await openOne();
    expect((await databases()).toSorted()).toEqual([name, newer].toSorted());
  });

  it('works in memory without a folder, and where the folder cannot be made', async () => {
    const index = await openIndex(null, '/home');
    expect(index.inMemory).toBe(true);
    index.close();
    await writeFile(join(folder, 'file'), '');
    const blocked = await openIndex(join(folder, 'file', 'below'), '/home');
    blocked.saveFiles([file('a')]);
    expect(blocked).toMatchObject({ inMemory: true });
    expect(blocked.files()).toHaveLength(1);
    blocked.close();
  });

  it('goes on in memory when the database breaks under it, and says so once', async () => {
    const path = join(folder, 'index.sqlite');
    await mkdir(folder, { recursive: true });
    const database = await openDatabase(path);
    const losses: unknown[] = [];
    const index = new RolloutIndex(database, (error) => losses.push(error));
    open.push(index);
    index.saveFiles(Array.from({ length: 500 }, (_, i) => file(`file ${i} ${'x'.repeat(500)}`)));
    database.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = await readFile(path);
    bytes.fill(0xee, 4096 * 3);
    await writeFile(path, bytes);
    // What a connection has read before stays in its cache: a new one sees the damage.
    index.close();
    const again = new RolloutIndex(new Database(path), (error) => losses.push(error));
    open.push(again);
    expect(again.files()).toEqual([]);
    again.saveFiles([file('new')]);
    expect(again.files()).toHaveLength(1);
    expect(again.inMemory).toBe(true);
    expect(losses).toMatchObject([{ code: expect.stringContaining('SQLITE_CORRUPT') }]);
  });

  it('lets two processes share an index', async () => {
    const [one, two] = [await openOne(), await openOne()];
    one.saveFiles([file('a')]);
    const { version = 0 } = two.scan('a') ?? {};
    expect(one.restart('a', version)).toBe(true);
    expect(two.restart('a', version)).toBe(false);
    expect(two.scan('a')).toEqual(one.scan('a'));
    two.removeFiles(['a']);
    expect(one.scan('a')).toBeNull();
    expect(one.turns('a')).toEqual([]);
    expect(one.resume('a', 'x')).toBeNull();
  });
});
