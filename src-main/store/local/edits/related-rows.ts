import type { Database } from 'better-sqlite3';
import type { CodexDatabases } from '../steps/codex-databases';
import { columnsOf, countRows, quoted } from '../steps/row-values';
import type { DatabaseName } from '../steps/step';

/** A table with rows that belong to a thread, and the column that names it. */
interface ThreadTable {
  database: DatabaseName;
  table: string;
  column: string;
  /** The column holds the id of a physical file (formats.md 7.6). */
  byRollout?: true;
}

const state = (table: string, column = 'thread_id'): ThreadTable => ({ database: 'state', table, column });
const history = (table: string): ThreadTable => ({
  ...{ database: 'history', table, column: 'thread_id' },
  byRollout: true,
});

/**
 * What Codex deletes with a thread, in an order in which nothing is left that refers to what is gone (thread-store.md
 * 3.9, formats.md 7.3 to 7.6). Tables that a release does not have are passed over.
 */
const threadTables: readonly ThreadTable[] = [
  history('thread_items'),
  history('thread_turns'),
  history('thread_realtime_items'),
  history('thread_history_projection_state'),
  { database: 'logs', table: 'logs', column: 'thread_id' },
  { database: 'queue', table: 'queued_items', column: 'thread_id' },
  { database: 'queue', table: 'queued_thread_revisions', column: 'thread_id' },
  { database: 'memories', table: 'stage1_outputs', column: 'thread_id' },
  { database: 'goals', table: 'thread_goal_continuation_deferrals', column: 'thread_id' },
  { database: 'goals', table: 'thread_goals', column: 'thread_id' },
  state('thread_goals'),
  state('stage1_outputs'),
  state('thread_read_receipts'),
  state('guardian_review_feedback'),
  state('thread_attachments'),
  state('thread_artifacts'),
  state('thread_dynamic_tools'),
  state('thread_spawn_edges', 'child_thread_id'),
  state('thread_spawn_edges', 'parent_thread_id'),
  state('threads', 'id'),
];

/** Rows of one thread in one table. */
export interface CountedRows extends ThreadTable {
  id: string;
  count: number;
}

/** Rows of a thread and its files, in the order in which they are deleted. */
export type RelatedRows = (threadId: string, rolloutIds: readonly string[]) => Promise<CountedRows[]>;

/** Counts anew for each thread, where the rows are about to be deleted: what is asked has changed by then. */
export function relatedRowsNow(databases: CodexDatabases): RelatedRows {
  return async (threadId, rolloutIds) => {
    const found: CountedRows[] = [];
    for (const database of new Set(threadTables.map((one) => one.database))) {
      if (!(await databases.exists(database))) continue;
      const counted = await databases.write(database, (db) =>
        keysOf(threadId, rolloutIds)
          .filter((one) => one.database === database)
          .map((one) => ({ ...one, count: countOf(db, one) })),
      );
      found.push(...counted.filter(({ count }) => count > 0));
    }
    return found;
  };
}

/** Counts once for all threads, for previews; each database is opened once. */
export async function readRelatedRows(databases: CodexDatabases): Promise<RelatedRows> {
  const counts = new Map<ThreadTable, ReadonlyMap<string, number>>();
  for (const database of new Set(threadTables.map((one) => one.database))) {
    const tables = threadTables.filter((one) => one.database === database);
    const counted = await databases.read(database, (db) => tables.map((table) => countByThread(db, table)));
    for (const [n, table] of tables.entries()) counts.set(table, counted?.[n] ?? new Map());
  }
  return async (threadId, rolloutIds) =>
    threadTables.flatMap((table) =>
      idsIn(table, threadId, rolloutIds).flatMap((id) => {
        const count = counts.get(table)?.get(id) ?? 0;
        return count > 0 ? [{ ...table, id, count }] : [];
      }),
    );
}

const idsIn = (table: ThreadTable, threadId: string, rolloutIds: readonly string[]) =>
  table.byRollout ? rolloutIds : [threadId];

function keysOf(threadId: string, rolloutIds: readonly string[]): (ThreadTable & { id: string })[] {
  return threadTables.flatMap((table) => idsIn(table, threadId, rolloutIds).map((id) => ({ ...table, id })));
}

function countOf(db: Database, { table, column, id }: ThreadTable & { id: string }): number {
  return columnsOf(db, table).includes(column) ? countRows(db, table, { [column]: id }) : 0;
}

function countByThread(db: Database, { table, column }: ThreadTable): Map<string, number> {
  if (!columnsOf(db, table).includes(column)) return new Map();
  const rows = db
    .prepare<[], { id: string; n: number }>(
      `SELECT ${quoted(column)} AS id, count(*) AS n FROM ${quoted(table)}
       WHERE ${quoted(column)} IS NOT NULL GROUP BY ${quoted(column)}`,
    )
    .all();
  return new Map(rows.map(({ id, n }) => [id, n]));
}
