import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { inDatabaseTurn } from '../state-db/database-turns';
import { classifyStateError, type StateFailure } from '../state-db/state-failure';

/** How long one try may block this process, in ms; between two tries everything else goes on. */
const blockMs = 20;
const pauseMs = 80;
/** As long as Codex itself waits. */
const patienceMs = 5000;

/**
 * Opens a database of Codex, does the work in one immediate transaction, and closes it again. The work is
 * synchronous and may be done again from the start: whatever it throws undoes it.
 *
 * Rejects with what the work throws, else with StoreErrors: `conflict` when another program holds the
 * database for longer than `waitMs`, `database` when it cannot be used.
 */
export async function writeDatabase<Result>(
  path: string,
  work: (db: Database) => Result,
  waitMs = patienceMs,
): Promise<Result> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const tried = await inDatabaseTurn(path, async () => attempt(path, work));
    if (tried.done) return tried.result;
    if (performance.now() > deadline) throw asStoreError(tried.failure);
    // Others get their turn meanwhile: lists do not wait for the lock.
    await sleep(pauseMs);
  }
}

type Attempt<Result> = { done: true; result: Result } | { done: false; failure: StateFailure };

function attempt<Result>(path: string, work: (db: Database) => Result): Attempt<Result> {
  let db: Database | null = null;
  try {
    db = new SqliteDatabase(path, { fileMustExist: true, timeout: blockMs });
    // Settings of this connection, not of the file. A checkpoint is Codex's business.
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    return { done: true, result: db.transaction(work).immediate(db) };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const failure = classifyStateError(error);
    if (failure.state !== 'locked') throw asStoreError(failure);
    return { done: false, failure };
  } finally {
    db?.close();
  }
}

function asStoreError({ state, code, message }: StateFailure): StoreError {
  if (state === 'locked') {
    return new StoreError('conflict', 'another program holds the state database', { sqlite: code });
  }
  return new StoreError('database', message, { sqlite: code });
}
