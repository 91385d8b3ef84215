import { databaseFiles } from './codex-databases';
import { insertKeptRows } from './insert-kept-rows';
import { countRows, deleteRowsOf, selectRows } from './row-values';
import type { DatabaseName, StepOf } from './step';
import type { RowStepWork } from './step-work';

/** Rows of a deleted thread. The bin has them before they go. */
export const deleteRows: RowStepWork<StepOf<'delete-rows'>> = {
  look: ({ table, key }, db) => (countRows(db, table, key) > 0 ? 'before' : 'after'),
  perform({ table, key, binName }, db, { bin }) {
    bin.keepRows(binName, selectRows(db, table, key));
    deleteRowsOf(db, table, key);
  },
  takeBack({ table, key, binName }, db, { bin }) {
    if (countRows(db, table, key) > 0) return;
    insertKeptRows(db, table, bin.rowsOf(binName));
  },
  describe: (step) => ({ ...rowsPlace(step), what: `delete ${rowsCount(step)}, kept in the bin` }),
};

/** Where rows of a thread are, for a plan. */
export function rowsPlace({ database, table }: { database: DatabaseName; table: string }): {
  target: 'state-database' | 'history-database';
  place: string;
} {
  return {
    target: database === 'history' ? 'history-database' : 'state-database',
    place: `${databaseFiles[database]}, ${table}`,
  };
}

/** E.g. `3 rows`. */
export function rowsCount({ count }: { count: number }): string {
  return count === 1 ? 'one row' : `${count.toLocaleString('en-US')} rows`;
}
