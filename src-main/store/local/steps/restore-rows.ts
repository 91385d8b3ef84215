import { StoreError } from '../../errors';
import { rowsCount, rowsPlace } from './delete-rows';
import { insertKeptRows } from './insert-kept-rows';
import { countRows, deleteRowsOf } from './row-values';
import type { StepOf } from './step';
import type { RowStepWork } from './step-work';

/** Rows out of the bin, where there are none. */
export const restoreRows: RowStepWork<StepOf<'restore-rows'>> = {
  look({ table, key, count }, db) {
    const there = countRows(db, table, key);
    if (there === 0) return 'before';
    return there === count ? 'after' : 'other';
  },
  perform({ table, binName, count }, db, { bin }) {
    const rows = bin.rowsOf(binName);
    if (rows.length !== count) throw new StoreError('conflict', 'The bin was emptied: the rows are gone.');
    insertKeptRows(db, table, rows);
  },
  takeBack: ({ table, key }, db) => deleteRowsOf(db, table, key),
  describe: (step) => ({ ...rowsPlace(step), what: `bring back ${rowsCount(step)}` }),
};
