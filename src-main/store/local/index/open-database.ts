import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { schema, schemaVersion } from './schema';

export type IndexDatabase = Database.Database;

/** Marks the file as Skein's (`SKN1`), so that no other database is ever taken for an index. */
const applicationId = 0x534b4e31;

/**
 * Opens Skein's index, made new when it is missing, damaged, of another schema or not an index at all; what was
 * there is kept as `<path>.aside` until the next time. Rejects when the place cannot be written.
 */
export async function openDatabase(path: string): Promise<IndexDatabase> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return prepare(new Database(path));
  } catch (error) {
    if (!isBroken(error)) throw error;
    await setAside(path);
    return prepare(new Database(path));
  }
}

/** An index that lasts as long as the process. */
export function openMemoryDatabase(): IndexDatabase {
  return prepare(new Database(':memory:'));
}

/** Moves a broken index out of the way; its journal belongs to it and goes. */
export async function setAside(path: string): Promise<void> {
  await rename(path, `${path}.aside`);
  for (const part of ['-wal', '-shm']) await rm(path + part, { force: true });
}

/** The content cannot be relied on: damaged, no database, or not one of ours. */
export function isBroken(error: unknown): boolean {
  return error instanceof ForeignIndex || /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(codeOf(error));
}

/** The place cannot be written: full, read-only, or the disk fails. */
export function isUnwritable(error: unknown): boolean {
  return /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM)|EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EEXIST)/.test(
    codeOf(error),
  );
}

/** Another process kept the index locked for longer than a call may wait. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

class ForeignIndex extends Error {}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function prepare(database: IndexDatabase): IndexDatabase {
  try {
    // Another Skein may be committing; its transactions are short.
    database.pragma('busy_timeout = 2000');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // A scan writes thousands of rows at a time: room for them in memory, and fewer syncs.
    database.pragma('cache_size = -16000');
    database.pragma('wal_autocheckpoint = 4000');
    // IMMEDIATE: of two Skeins that start together, one makes the tables and the other finds them.
    database.transaction(() => createTables(database)).immediate();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function createTables(database: IndexDatabase): void {
  const version = database.pragma('user_version', { simple: true });
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (version === 0 && tables === 0) {
    database.exec(schema);
    database.pragma(`user_version = ${schemaVersion}`);
    database.pragma(`application_id = ${applicationId}`);
    return;
  }
  const id = database.pragma('application_id', { simple: true });
  if (id !== applicationId || version !== schemaVersion) {
    throw new ForeignIndex(`The index is of schema ${String(version)}, not ${schemaVersion}.`);
  }
}
