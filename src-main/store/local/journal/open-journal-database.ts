import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { errnoOf } from '../classify-error';
import { journalApplicationId, journalSchema, journalVersion } from './schema';

/**
 * Opens the journal's database, made when it is missing; null: in memory. Unlike the index it is never
 * replaced: `database` when it is damaged, of a newer Skein, or cannot be written, and then nothing is edited.
 */
export async function openJournalDatabase(path: string | null): Promise<Database> {
  let db: Database | null = null;
  try {
    if (path !== null) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    db = new SqliteDatabase(path ?? ':memory:');
    // Other Skeins write to it as well, each for a moment.
    db.pragma('busy_timeout = 2000');
    db.pragma('journal_mode = WAL');
    // What is promised to be undone must outlast a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.transaction(prepare).immediate(db);
    return db;
  } catch (error) {
    db?.close();
    throw unusable(error);
  }
}

function prepare(db: Database): void {
  const version = db.pragma('user_version', { simple: true });
  if (version === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0) {
    db.exec(journalSchema);
    db.pragma(`user_version = ${journalVersion}`);
    db.pragma(`application_id = ${journalApplicationId}`);
    return;
  }
  if (db.pragma('application_id', { simple: true }) !== journalApplicationId || version !== journalVersion) {
    throw new StoreError('database', 'The journal of edits is of another version of Skein.');
  }
}

function unusable(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null || (errnoOf(error) === null && !code.startsWith('SQLITE_'))) return error;
  return new StoreError(
    'database',
    `The journal of edits cannot be used (${code}).`,
    { code },
    { cause: error },
  );
}
