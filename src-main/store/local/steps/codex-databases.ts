import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { nodeFileSystem } from '../home/file-system';
import { identityAt } from '../state-db/identity-at';
import { stateFileName } from '../state-db/state-db';
import { type DatabaseAccess, withDatabase } from '../state-db/with-database';
import { classifyStateError } from '../state-db/state-failure';
import { writeDatabase } from '../write/write-database';
import type { DatabaseName } from './step';

/** Their files in the SQLite home; another number means an incompatible database (formats.md 1.6). */
export const databaseFiles: Readonly<Record<DatabaseName, string>> = {
  state: stateFileName,
  history: 'thread_history_1.sqlite',
  goals: 'goals_1.sqlite',
  queue: 'queue_1.sqlite',
  memories: 'memories_1.sqlite',
  logs: 'logs_2.sqlite',
};

/** Codex's databases by name. Work on them is synchronous; no connection outlives a call (S-06). */
export interface CodexDatabases {
  exists(name: DatabaseName): Promise<boolean>;
  /** Reads without touching a file; null when there is no such database. `database` when it cannot be read. */
  read<Result>(name: DatabaseName, work: (db: Database) => Result): Promise<Result | null>;
  /** One immediate transaction, see `writeDatabase`. */
  write<Result>(name: DatabaseName, work: (db: Database) => Result): Promise<Result>;
}

/** @param waitMs how long a write waits for another program; for tests */
export function createCodexDatabases(
  sqliteHome: string,
  access: DatabaseAccess,
  waitMs?: number,
): CodexDatabases {
  const pathOf = (name: DatabaseName) => join(sqliteHome, databaseFiles[name]);
  const exists = async (name: DatabaseName) =>
    (await identityAt(pathOf(name), access.fs ?? nodeFileSystem)) !== null;

  return {
    exists,
    async read(name, work) {
      if (!(await exists(name))) return null;
      try {
        const found = await withDatabase(pathOf(name), access, async (db) => ({ result: work(db) }));
        if ('result' in found) return found.result;
        throw new StoreError('database', found.message, { sqlite: found.code });
      } catch (error) {
        if (error instanceof StoreError) throw error;
        const { code, message } = classifyStateError(error);
        throw new StoreError('database', message, { sqlite: code });
      }
    },
    write: (name, work) => writeDatabase(pathOf(name), work, waitMs),
  };
}
