import type { Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { databaseFiles } from './codex-databases';
import { deleteRowsOf, insertRowInto, selectRows } from './row-values';
import type { Columns, StepOf, StepState } from './step';
import type { RowStepWork } from './step-work';

type InsertRow = StepOf<'insert-row'>;

/** Other programs may change the row afterwards; it is ours as long as it names the file that we made. */
function look({ threadId, values }: InsertRow, db: Database): Exclude<StepState, 'half'> {
  const row = rowOf(db, threadId);
  if (!row) return 'before';
  return row.rollout_path === values.rollout_path ? 'after' : 'other';
}

/** The row of a new thread, all columns by name. */
export const insertRow: RowStepWork<InsertRow> = {
  look,
  perform(step, db) {
    if (rowOf(db, step.threadId)) {
      throw new StoreError('conflict', `a row of thread ${step.threadId} is there`);
    }
    insertRowInto(db, 'threads', step.values);
  },
  takeBack(step, db) {
    if (look(step, db) === 'other') throw new StoreError('conflict', 'the row was changed since');
    deleteRowsOf(db, 'threads', { id: step.threadId });
  },
  describe: ({ threadId }) => ({
    target: 'state-database',
    place: `${databaseFiles.state}, threads ${threadId}`,
    what: 'insert a row',
  }),
};

function rowOf(db: Database, threadId: string): Columns | undefined {
  return selectRows(db, 'threads', { id: threadId })[0];
}
