import { setImmediate as nextTick } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { StateFailure } from './state-failure';
import type { StateSnapshot, ThreadSection } from './state-snapshot';
import {
  optionalColumns,
  type RawRow,
  requiredColumns,
  sameRow,
  type ThreadRow,
  toThreadRow,
} from './thread-row';

/** Rows per statement: each is a read of its own, so that no transaction is held and the process stays responsive. */
const batch = 1000;

/**
 * Everything Skein lists from, by named columns that were found to exist (S-08).
 *
 * @param previous rows that did not change are taken over from it as they are
 */
export async function readSnapshot(
  db: Database,
  previous: StateSnapshot | null,
): Promise<StateSnapshot | StateFailure> {
  const columns = columnsOf(db, 'threads');
  const missing = requiredColumns.filter((column) => !columns.has(column));
  if (missing.length > 0) {
    const what = columns.size === 0 ? 'no table of threads' : `no column ${missing.join(', ')}`;
    return { state: 'unknown_schema', code: 'schema', message: `The state database has ${what}.` };
  }
  return {
    rows: await readRows(db, columns, previous),
    columns: unlessSame<ReadonlySet<string>>(previous?.columns, columns),
    sections: unlessSame<StateSnapshot['sections']>(previous?.sections, readSections(db)),
    spawnParents: unlessSame<StateSnapshot['spawnParents']>(previous?.spawnParents, readSpawnParents(db)),
    schemaVersion: readSchemaVersion(db),
  };
}

function unlessSame<Collection extends Iterable<unknown>>(
  before: Collection | undefined,
  now: Collection,
): Collection {
  return before && JSON.stringify([...before]) === JSON.stringify([...now]) ? before : now;
}

async function readRows(
  db: Database,
  columns: ReadonlySet<string>,
  previous: StateSnapshot | null,
): Promise<Map<string, ThreadRow>> {
  const wanted = [...requiredColumns, ...optionalColumns].filter((column) => columns.has(column));
  const statement = db.prepare<[string, number], RawRow>(
    `SELECT ${wanted.join(', ')} FROM threads WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const rows = new Map<string, ThreadRow>();
  for (let after = ''; ; await nextTick()) {
    const found = statement.all(after, batch);
    for (const raw of found) {
      const row = toThreadRow(raw);
      const old = previous?.rows.get(row.id);
      rows.set(row.id, old && sameRow(old, row) ? old : row);
      after = row.id;
    }
    if (found.length < batch) return rows;
  }
}

function readSections(db: Database): Map<string, ThreadSection> {
  const columns = columnsOf(db, 'thread_sections');
  if (!columns.has('id') || !columns.has('name')) return new Map();
  const appearance = columns.has('appearance') ? 'appearance' : 'NULL AS appearance';
  const rows = db.prepare<[], RawRow>(`SELECT id, name, ${appearance} FROM thread_sections`).all();
  return new Map(
    rows.map(({ id, name, appearance }) => [
      String(id),
      { id: String(id), name: String(name), appearance: parseJson(appearance) },
    ]),
  );
}

function readSpawnParents(db: Database): Map<string, string> {
  const columns = columnsOf(db, 'thread_spawn_edges');
  if (!columns.has('parent_thread_id') || !columns.has('child_thread_id')) return new Map();
  const rows = db
    .prepare<[], RawRow>('SELECT parent_thread_id, child_thread_id FROM thread_spawn_edges')
    .all();
  return new Map(rows.map((row) => [String(row.child_thread_id), String(row.parent_thread_id)]));
}

function readSchemaVersion(db: Database): number | null {
  if (!columnsOf(db, '_sqlx_migrations').has('version')) return null;
  const row = db.prepare<[], RawRow>('SELECT max(version) AS version FROM _sqlx_migrations').get();
  return typeof row?.version === 'number' ? row.version : null;
}

function columnsOf(db: Database, table: string): Set<string> {
  const rows = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table);
  return new Set(rows.map((row) => row.name));
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
