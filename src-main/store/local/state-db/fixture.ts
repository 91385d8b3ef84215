import { randomUUID } from 'node:crypto';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { optionalColumns, requiredColumns } from './thread-row';

/** Every column that Skein reads. */
export const allColumns: readonly string[] = [...requiredColumns, ...optionalColumns];

export type Values = Record<string, string | number | null>;

/** A row as 0.169 writes one; the given values in place of its own. */
export function stateRow(values: Values = {}): Values {
  const id = values.id ?? randomUUID();
  return {
    id,
    rollout_path: `/gone/sessions/2026/11/22/rollout-2026-11-22T18-00-00-${id}.jsonl`,
    created_at: 1795370000,
    updated_at: 1795370001,
    source: 'cli',
    model_provider: 'openai',
    cwd: '/srv/demo',
    title: 'First message',
    archived: 0,
    created_at_ms: 1795370000500,
    updated_at_ms: 1795370001600,
    recency_at: 1795370001,
    recency_at_ms: 1795370001100,
    tokens_used: 120,
    archived_at: null,
    git_sha: 'abc',
    git_branch: 'main',
    git_origin_url: 'https://e.org/x.git',
    cli_version: '0.169.0',
    first_user_message: 'First message',
    preview: 'First message',
    agent_nickname: null,
    agent_role: null,
    agent_path: null,
    memory_mode: 'enabled',
    model: 'gpt-6',
    reasoning_effort: 'high',
    thread_source: null,
    history_mode: 'paginated',
    name: null,
    thread_section_id: null,
    section_entered_at_ms: null,
    project_id: null,
    originator: 'codex-tui',
    daybreak_enabled: null,
    attached_thread_parent_id: null,
    ...values,
  };
}

/** Makes a state database and leaves it open: close it for a cold one. */
export function createState(
  path: string,
  rows: readonly Values[],
  { columns = allColumns, journal = 'wal' }: { columns?: readonly string[]; journal?: 'wal' | 'delete' } = {},
): Database {
  const db = new SqliteDatabase(path);
  db.pragma(`journal_mode = ${journal}`);
  db.exec(`CREATE TABLE threads (${columns.map((name) => (name === 'id' ? 'id TEXT PRIMARY KEY' : name)).join(', ')});
    CREATE TABLE thread_sections (id TEXT PRIMARY KEY, name TEXT NOT NULL, appearance TEXT);
    CREATE TABLE thread_spawn_edges (parent_thread_id TEXT NOT NULL, child_thread_id TEXT PRIMARY KEY, status TEXT NOT NULL);
    CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY);
    INSERT INTO _sqlx_migrations VALUES (1), (62);`);
  addRows(db, rows, columns);
  return db;
}

export function addRows(
  db: Database,
  rows: readonly Values[],
  columns: readonly string[] = allColumns,
): void {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO threads (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  db.transaction(() => {
    for (const row of rows) insert.run(columns.map((column) => row[column] ?? null));
  })();
}
