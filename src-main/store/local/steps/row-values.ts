import type { Database } from 'better-sqlite3';
import type { Columns, ColumnValue } from './step';

type Stored = string | number | bigint | Uint8Array | null;

/** A name of a table or column for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as SQLite takes it. */
export function toStored(value: ColumnValue): string | number | Uint8Array | null {
  return typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value;
}

/** A value as a step keeps it. */
export function fromStored(value: Stored): ColumnValue {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  return typeof value === 'bigint' ? Number(value) : value;
}

/** `"a" IS ? AND "b" IS ?` with its values. */
export function whereKey(key: Columns): { sql: string; values: ReturnType<typeof toStored>[] } {
  const names = Object.keys(key);
  return {
    sql: names.map((name) => `${quoted(name)} IS ?`).join(' AND '),
    values: Object.values(key).map(toStored),
  };
}

/** Columns that a table has, in its order; none when there is no such table. */
export function columnsOf(db: Database, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
}

/** All rows with a key, every column by name. */
export function selectRows(db: Database, table: string, key: Columns): Columns[] {
  const columns = columnsOf(db, table);
  if (columns.length === 0) return [];
  const { sql, values } = whereKey(key);
  const rows = db
    .prepare<unknown[], Record<string, Stored>>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} WHERE ${sql}`,
    )
    .all(...values);
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fromStored(value)])),
  );
}

/** How many rows have a key. */
export function countRows(db: Database, table: string, key: Columns): number {
  if (columnsOf(db, table).length === 0) return 0;
  const { sql, values } = whereKey(key);
  const count = db.prepare<unknown[], number>(`SELECT count(*) FROM ${quoted(table)} WHERE ${sql}`).pluck();
  return count.get(...values) ?? 0;
}

/** Removes all rows with a key. */
export function deleteRowsOf(db: Database, table: string, key: Columns): void {
  const { sql, values } = whereKey(key);
  db.prepare(`DELETE FROM ${quoted(table)} WHERE ${sql}`).run(...values);
}

/** Inserts a row; columns that the table lacks are left out. */
export function insertRowInto(db: Database, table: string, row: Columns): void {
  const known = new Set(columnsOf(db, table));
  const columns = Object.entries(row).filter(([name]) => known.has(name));
  const names = columns.map(([name]) => quoted(name)).join(', ');
  db.prepare(`INSERT INTO ${quoted(table)} (${names}) VALUES (${columns.map(() => '?').join(', ')})`).run(
    ...columns.map(([, value]) => toStored(value)),
  );
}
