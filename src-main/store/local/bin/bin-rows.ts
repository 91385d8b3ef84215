import type { Database } from 'better-sqlite3';
import type { Columns } from '../steps/step';

/** Rows that were deleted, beside the journal. */
export interface BinRows {
  /** Replaces what has the name. */
  keep(binName: string, rows: readonly Columns[]): void;
  of(binName: string): Columns[];
  names(): string[];
  bytes(): number;
  removeUnused(inUse: () => ReadonlySet<string>): void;
}

/** @param db the journal's, with a table `bin_rows` */
export function createBinRows(db: Database): BinRows {
  const remove = db.prepare('DELETE FROM bin_rows WHERE bin_name = ?');
  const insert = db.prepare('INSERT INTO bin_rows (bin_name, place, row) VALUES (?, ?, ?)');
  const select = db
    .prepare<[string], string>('SELECT row FROM bin_rows WHERE bin_name = ? ORDER BY place')
    .pluck();
  const names = db.prepare<[], string>('SELECT DISTINCT bin_name FROM bin_rows').pluck();
  const bytes = db.prepare<[], number>('SELECT coalesce(sum(length(row)), 0) FROM bin_rows').pluck();
  const keep = db.transaction((binName: string, rows: readonly Columns[]) => {
    remove.run(binName);
    for (const [place, row] of rows.entries()) insert.run(binName, place, JSON.stringify(row));
  });
  // Asked inside the transaction: no edit begins meanwhile.
  const removeUnused = db.transaction((inUse: () => ReadonlySet<string>) => {
    const used = inUse();
    for (const name of names.all()) if (!used.has(name)) remove.run(name);
  });
  return {
    keep: (binName, rows) => keep.immediate(binName, rows),
    of: (binName) => select.all(binName).map((row) => JSON.parse(row) as Columns),
    names: () => names.all(),
    bytes: () => bytes.get() ?? 0,
    removeUnused: (inUse) => removeUnused.immediate(inUse),
  };
}
