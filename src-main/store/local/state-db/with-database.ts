import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { inDatabaseTurn } from './database-turns';
import { identityAt } from './identity-at';
import { copyDatabase } from './private-copy';
import type { StateFailure } from './state-failure';

/** How long a synchronous call may wait for a lock, in ms; Codex's own writes are far shorter. */
const busyTimeout = 200;

export interface DatabaseAccess {
  /** A folder of ours for private copies. */
  copies: string;
  fs?: FileSystem;
  /** Whether this process may write there; given by tests. */
  writable?: (path: string) => Promise<boolean>;
}

/**
 * Opens a Codex database for one reading and closes it again, so that none of its files changes (S-01, S-06).
 *
 * A read-only connection to a WAL database that has both its sidecars changes nothing but the content
 * of `-shm`; without them it would create them and leave them behind, so a private copy is read then.
 *
 * @throws errors of SQLite and errno errors, as they are
 */
export function withDatabase<Result>(
  path: string,
  options: DatabaseAccess,
  read: (db: Database) => Promise<Result>,
): Promise<Result | StateFailure> {
  return inDatabaseTurn(path, () => readDatabase(path, options, read));
}

async function readDatabase<Result>(
  path: string,
  options: DatabaseAccess,
  read: (db: Database) => Promise<Result>,
): Promise<Result | StateFailure> {
  if (await hasLiveSidecars(path, options)) {
    return reading(
      new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: busyTimeout }),
      read,
    );
  }
  const copy = await copyDatabase(path, options.copies, options.fs);
  if (copy === null) {
    const message = 'The state database keeps changing while it is being read.';
    return { state: 'locked', code: 'unstable', message };
  }
  try {
    return await reading(new SqliteDatabase(copy.path, { timeout: busyTimeout }), async (db) => {
      const verdict = db.pragma('quick_check(1)', { simple: true });
      if (verdict === 'ok') return read(db);
      return {
        state: 'corrupt',
        code: 'quick_check',
        message: `The state database is damaged: ${String(verdict)}`,
      };
    });
  } finally {
    await copy.remove();
  }
}

async function reading<Result>(db: Database, read: (db: Database) => Promise<Result>): Promise<Result> {
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

/** An empty `-shm` would be grown by the connection, one that may not be written would refuse it. */
async function hasLiveSidecars(path: string, { fs = nodeFileSystem, writable = mayWrite }: DatabaseAccess) {
  const [wal, shm] = await Promise.all([identityAt(`${path}-wal`, fs), identityAt(`${path}-shm`, fs)]);
  if (wal === null || shm === null || shm.size === 0) return false;
  return (await writable(dirname(path))) && (await writable(`${path}-shm`));
}

async function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
