import type { Database } from 'better-sqlite3';
import { insertRowInto } from './row-values';
import type { Columns } from './step';

/** Columns in which Codex counts changes: a number that was given back may be another thread's by now. */
const counters: Readonly<Record<string, string>> = { queued_thread_revisions: 'revision' };

/** Inserts rows that the bin kept, as they were; the database gives counters a new value. */
export function insertKeptRows(db: Database, table: string, rows: readonly Columns[]): void {
  const counter = counters[table];
  for (const row of rows) {
    insertRowInto(db, table, Object.fromEntries(Object.entries(row).filter(([name]) => name !== counter)));
  }
}
