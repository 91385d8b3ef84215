import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderState } from '../../../fixtures/folder-state';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { addRows, allColumns, createState, stateRow } from './fixture';
import { createStateDb, type StateDb, stateFileName } from './state-db';
import { classifyStateError } from './state-failure';
import { requiredColumns, type ThreadRow } from './thread-row';

let root: string;
let home: string;
let copies: string;
let path: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-state-'));
  home = join(root, '.codex');
  copies = join(root, 'data', 'tmp');
  path = join(home, stateFileName);
  await mkdir(home);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = (more: Partial<Parameters<typeof createStateDb>[1]> = {}): StateDb =>
  createStateDb(home, { copies, ...more });

async function rowsOf(state: StateDb): Promise<ThreadRow[]> {
  const reading = await state.read();
  if (reading.state !== 'ok') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return [...reading.snapshot.rows.values()];
}
const leftCopies = () => readdir(copies).catch(() => []);

/** What a truncating checkpoint of Codex itself would meet (S-06). */
function checkpointIsFree(): boolean {
  const codex = new SqliteDatabase(path, { timeout: 0 });
  const [result] = codex.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  codex.close();
  return result?.busy === 0;
}

describe('reading changes nothing (S-01)', () => {
  async function unchangedByReading(state: StateDb): Promise<ThreadRow[]> {
    const before = await folderState(home);
    const rows = await rowsOf(state);
    await state.changed();
    expect(await folderState(home)).toEqual(before);
    expect(await leftCopies()).toEqual([]);
    return rows;
  }

  test('an idle WAL database without sidecars', async () => {
    createState(path, [stateRow()]).close();
    expect(await unchangedByReading(open())).toHaveLength(1);
  });

  test('a hot WAL, its writer running', async () => {
    const codex = createState(path, [stateRow()]);
    expect(await unchangedByReading(open())).toHaveLength(1);
    codex.close();
  });

  test('a hot WAL that a killed writer left behind', async () => {
    const elsewhere = join(root, 'crashed.sqlite');
    const codex = createState(elsewhere, [stateRow(), stateRow()]);
    for (const part of ['', '-wal', '-shm']) await cp(elsewhere + part, path + part);
    codex.close();
    expect(await unchangedByReading(open())).toHaveLength(2);
  });

  test('a WAL whose shared memory is missing, or empty', async () => {
    const elsewhere = join(root, 'crashed.sqlite');
    const codex = createState(elsewhere, [stateRow()]);
    for (const part of ['', '-wal']) await cp(elsewhere + part, path + part);
    codex.close();
    expect(await unchangedByReading(open())).toHaveLength(1);
    await writeFile(`${path}-shm`, '');
    expect(await unchangedByReading(open())).toHaveLength(1);
  });

  test('a rollback-journal database', async () => {
    createState(path, [stateRow()], { journal: 'delete' }).close();
    expect(await unchangedByReading(open())).toHaveLength(1);
  });

  test('a journal that a killed writer left behind: what it half did is undone in our copy only', async () => {
    const elsewhere = join(root, 'crashed.sqlite');
    const codex = createState(elsewhere, [stateRow({ id: 'a' })], { journal: 'delete' });
    codex.pragma('cache_size = 1');
    codex.exec('BEGIN');
    addMany(codex, 400);
    for (const part of ['', '-journal']) await cp(elsewhere + part, path + part);
    codex.exec('ROLLBACK');
    codex.close();
    expect((await unchangedByReading(open())).map((row) => row.id)).toEqual(['a']);
  });

  test('no database, no folder', async () => {
    const before = await folderState(root);
    expect(await open().read()).toEqual({ state: 'absent' });
    expect(await createStateDb(join(root, 'none'), { copies }).read()).toEqual({ state: 'absent' });
    expect(await folderState(root)).toEqual(before);
  });

  test('a read-only folder: a copy is read although there are sidecars', async () => {
    const codex = createState(path, [stateRow()]);
    const seen: string[] = [];
    const fs: FileSystem = {
      ...nodeFileSystem,
      open: (name, flags) => (seen.push(name), nodeFileSystem.open(name, flags)),
    };
    expect(await unchangedByReading(open({ fs, writable: async () => false }))).toHaveLength(1);
    expect(seen).toEqual([path, `${path}-wal`]);
    codex.close();
  });

  test('other numbers are not ours', async () => {
    createState(join(home, 'state_6.sqlite'), [stateRow()]).close();
    createState(join(home, 'state_4.sqlite'), [stateRow()]).close();
    expect(await open().read()).toEqual({ state: 'absent' });
  });
});

function addMany(db: ReturnType<typeof createState>, count: number): void {
  const insert = db.prepare("INSERT INTO threads (id, rollout_path, title) VALUES (?, '', ?)");
  for (let i = 0; i < count; i++) insert.run(`many-${i}`, 'x'.repeat(1000));
}

describe('private copies', () => {
  test('a copy is only believed when the files stood still', async () => {
    createState(path, [stateRow({ id: 'a' })]).close();
    const writer = () => {
      const codex = new SqliteDatabase(path);
      addRows(codex, [stateRow()]);
      codex.close();
    };
    let opened = 0;
    const fs: FileSystem = {
      ...nodeFileSystem,
      async open(name, flags) {
        if (++opened <= 2) writer();
        return nodeFileSystem.open(name, flags);
      },
    };
    expect(await rowsOf(open({ fs }))).toHaveLength(3);
    expect(opened).toBe(3);
    expect(await leftCopies()).toEqual([]);
  });

  test('a database that never stands still is called locked', async () => {
    createState(path, [stateRow()]).close();
    let size = 0n;
    const fs: FileSystem = {
      ...nodeFileSystem,
      async stat(name) {
        const stats = await nodeFileSystem.stat(name);
        stats.size += size++;
        return stats;
      },
    };
    expect(await open({ fs }).read()).toMatchObject({ state: 'locked', code: 'unstable', last: null });
    expect(await leftCopies()).toEqual([]);
  });

  test('an unchanged database is not copied again', async () => {
    createState(path, [stateRow()]).close();
    await utimes(path, new Date(1e12), new Date(1e12));
    let opened = 0;
    const fs: FileSystem = {
      ...nodeFileSystem,
      open: (name, flags) => (opened++, nodeFileSystem.open(name, flags)),
    };
    const state = open({ fs });
    const [first] = await rowsOf(state);
    const [second] = await rowsOf(state);
    expect(second).toBe(first);
    expect(opened).toBe(1);
  });

  test('what a crash of ours left behind is removed after a day', async () => {
    createState(path, [stateRow()]).close();
    for (const name of ['state-old', 'state-new', 'other-old'])
      await mkdir(join(copies, name), { recursive: true });
    for (const name of ['state-old', 'other-old']) await utimes(join(copies, name), new Date(0), new Date(0));
    await rowsOf(open());
    expect(new Set(await leftCopies())).toEqual(new Set(['other-old', 'state-new']));
  });
});

describe('changes of Codex', () => {
  test('a committed change is seen by the next reading, untouched rows stay the same objects', async () => {
    const codex = createState(path, [stateRow({ id: 'a' }), stateRow({ id: 'b' })]);
    const state = open();
    const [a] = await rowsOf(state);
    expect(await state.changed()).toBe(false);
    codex.prepare("UPDATE threads SET title = 'new' WHERE id = 'b'").run();
    expect(await state.changed()).toBe(true);
    const after = await rowsOf(state);
    expect(after[0]).toBe(a);
    expect(after[1]?.title).toBe('new');
    codex.close();
  });

  test('a replaced database is noticed and read (S-09)', async () => {
    const old = createState(path, [stateRow({ id: 'old' })]);
    const state = open();
    await rowsOf(state);
    createState(join(root, 'new.sqlite'), [stateRow({ id: 'new' })]).close();
    for (const part of ['-wal', '-shm']) await rm(path + part);
    await rename(join(root, 'new.sqlite'), path);
    expect(await state.changed()).toBe(true);
    expect((await rowsOf(state)).map((row) => row.id)).toEqual(['new']);
    old.close();
  });

  test('a database that appears and disappears', async () => {
    const state = open();
    expect((await state.read()).state).toBe('absent');
    createState(path, [stateRow()]).close();
    expect(await rowsOf(state)).toHaveLength(1);
    await rm(path);
    expect((await state.read()).state).toBe('absent');
  });

  test('no statement outlives a reading (S-06)', async () => {
    const codex = createState(
      path,
      Array.from({ length: 2500 }, () => stateRow()),
    );
    const state = open();
    expect(await rowsOf(state)).toHaveLength(2500);
    expect(checkpointIsFree()).toBe(true);
    addRows(codex, [stateRow()]);
    await state.read();
    await state.changed();
    expect(checkpointIsFree()).toBe(true);
    codex.close();
  });
});

describe('schemas (S-08)', () => {
  test('every column may be missing but the required ones', async () => {
    for (const column of allColumns) {
      createState(path, [stateRow()], { columns: allColumns.filter((one) => one !== column) }).close();
      const reading = await open().read();
      const required = (requiredColumns as readonly string[]).includes(column);
      expect(reading.state, column).toBe(required ? 'unknown_schema' : 'ok');
      await rm(path);
    }
  });

  test('shuffled, foreign and missing optional columns, more tables and migrations change nothing', async () => {
    const row = stateRow({ id: 'x', name: 'Named' });
    createState(path, [row]).close();
    const expected = await rowsOf(open());
    const shuffled = fc.shuffledSubarray([...allColumns, 'brand_new', 'select'], {
      minLength: allColumns.length + 2,
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async (columns) => {
        await rm(path);
        const quoted = columns.map((column) => (column === 'select' ? '"select"' : column));
        const codex = createState(path, [row], { columns: quoted });
        codex.exec('ALTER TABLE threads ADD COLUMN later TEXT; CREATE TABLE elsewhere (id);');
        codex.exec(
          'INSERT INTO _sqlx_migrations VALUES (99); DROP TABLE thread_sections; DROP TABLE thread_spawn_edges;',
        );
        codex.close();
        const reading = await open().read();
        expect(reading).toMatchObject({ state: 'ok', snapshot: { schemaVersion: 99 } });
        expect(reading.state === 'ok' && [...reading.snapshot.rows.values()]).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  test('the first schema: seconds only, no preview, no names', async () => {
    const columns = [...requiredColumns, 'tokens_used', 'git_sha', 'git_branch', 'git_origin_url'];
    createState(path, [stateRow()], { columns }).close();
    expect((await rowsOf(open()))[0]).toMatchObject({
      createdAtMs: 1795370000000,
      updatedAtMs: 1795370001000,
      recencyAtMs: null,
      preview: '',
      name: null,
    });
  });

  test('values of a wrong type are null, not a fault', async () => {
    createState(path, [
      stateRow({ id: 'x', tokens_used: 'many', name: 7, recency_at_ms: 0, recency_at: 0 }),
    ]).close();
    expect((await rowsOf(open()))[0]).toMatchObject({ tokensUsed: 0, name: null, recencyAtMs: null });
  });

  test('a database without threads', async () => {
    new SqliteDatabase(path).exec('CREATE TABLE other (id)').close();
    expect(await open().read()).toMatchObject({
      state: 'unknown_schema',
      message: expect.stringContaining('no table'),
    });
    await writeFile(path, '');
    expect((await open().read()).state).toBe('unknown_schema');
  });

  test('sections and parents', async () => {
    const codex = createState(path, [stateRow()]);
    codex.exec(`INSERT INTO thread_sections VALUES ('s', 'Work', '{"icon":"x","color":null}'), ('p', 'Pinned', 'not JSON');
      INSERT INTO thread_spawn_edges VALUES ('parent', 'child', 'open');`);
    const reading = await open().read();
    codex.close();
    if (reading.state !== 'ok') throw new Error(reading.state);
    expect(Object.fromEntries(reading.snapshot.sections)).toEqual({
      p: { id: 'p', name: 'Pinned', appearance: null },
      s: { id: 's', name: 'Work', appearance: { icon: 'x', color: null } },
    });
    expect(reading.snapshot.spawnParents.get('child')).toBe('parent');
  });
});

describe('what is wrong is told, never repaired (S-10)', () => {
  test.each([
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_CANTOPEN', 'unreadable'],
    ['SQLITE_IOERR_SHORT_READ', 'unreadable'],
    ['SQLITE_READONLY_RECOVERY', 'unreadable'],
    ['SQLITE_BUSY', 'locked'],
    ['SQLITE_BUSY_RECOVERY', 'locked'],
    ['SQLITE_LOCKED', 'locked'],
    ['SQLITE_PROTOCOL', 'locked'],
    ['SQLITE_ERROR', 'unknown_schema'],
    ['EACCES', 'unreadable'],
  ])('%s is %s', (code, state) => {
    expect(classifyStateError(Object.assign(new Error('x'), { code }))).toMatchObject({ state, code });
  });

  test('each code has a text of its own', () => {
    const codes = ['CORRUPT', 'NOTADB', 'CANTOPEN', 'IOERR', 'BUSY', 'LOCKED', 'READONLY', 'PROTOCOL'];
    const texts = codes.map(
      (code) => classifyStateError(Object.assign(new Error('x'), { code: `SQLITE_${code}` })).message,
    );
    expect(new Set(texts).size).toBe(codes.length);
  });

  test('a fault of ours is not disguised', () => {
    expect(() => classifyStateError(new TypeError('oops'))).toThrow('oops');
  });

  test('garbage, and a database with flipped bytes', async () => {
    await writeFile(path, 'x'.repeat(5000));
    const before = await folderState(home);
    expect(await open().read()).toMatchObject({ state: 'corrupt', code: 'SQLITE_NOTADB', last: null });
    expect(await folderState(home)).toEqual(before);

    await rm(path);
    createState(
      path,
      Array.from({ length: 200 }, () => stateRow()),
    ).close();
    const { size } = await stat(path);
    const flipped = await readFile(path);
    flipped.fill(0xa5, 4096 + 8, Math.min(size, 40_000));
    await writeFile(path, flipped);
    expect((await open().read()).state).toBe('corrupt');
    expect(await leftCopies()).toEqual([]);
  });

  test('a database that is a folder', async () => {
    await mkdir(path);
    expect((await open().read()).state).toBe('unreadable');
  });

  test('a lock that passes: what was read before stays at hand', async () => {
    createState(path, [stateRow({ id: 'a' })]).close();
    let unstable = false;
    let size = 0n;
    const fs: FileSystem = {
      ...nodeFileSystem,
      async stat(name) {
        const stats = await nodeFileSystem.stat(name);
        if (unstable) stats.size += ++size;
        return stats;
      },
    };
    const state = open({ fs });
    await rowsOf(state);
    unstable = true;
    const reading = await state.read();
    expect(reading).toMatchObject({ state: 'locked' });
    expect(reading.state === 'locked' && reading.last?.rows.has('a')).toBe(true);
    unstable = false;
    expect(await rowsOf(state)).toHaveLength(1);
  });
});

describe('another process holds the database', () => {
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3');

  test.each(['wal', 'delete'] as const)(
    'BEGIN EXCLUSIVE, journal %s: rows are read all the same',
    async (journal) => {
      createState(path, [stateRow({ id: 'a' })], { journal }).close();
      const script = `const db = new (require(${JSON.stringify(sqlite)}))(${JSON.stringify(path)});
      db.exec('BEGIN EXCLUSIVE'); process.stdout.write('held'); process.stdin.once('data', () => process.exit())`;
      const holder = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
      await once(holder.stdout, 'data');
      try {
        expect((await rowsOf(open())).map((row) => row.id)).toEqual(['a']);
      } finally {
        holder.stdin.write('go');
        await once(holder, 'exit');
      }
    },
  );
});

test('appended garbage behind the last page does not hide the rows', async () => {
  createState(path, [stateRow({ id: 'a' })]).close();
  await appendFile(path, 'x');
  expect(await rowsOf(open())).toHaveLength(1);
});
