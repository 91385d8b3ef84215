import type { Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { quoted, selectRows, toStored } from './row-values';
import type { Columns, StepOf, StepState } from './step';
import type { RowStepWork } from './step-work';

type UpdateRow = StepOf<'update-row'>;

function look(step: UpdateRow, db: Database): Exclude<StepState, 'half'> {
  const row = selectRows(db, 'threads', { id: step.threadId })[0];
  if (row && has(row, step.before)) return 'before';
  return row && has(row, step.after) ? 'after' : 'other';
}

function set(db: Database, threadId: string, values: Columns): void {
  const names = Object.keys(values);
  const { changes } = db
    .prepare(`UPDATE threads SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE id = ?`)
    .run(...Object.values(values).map(toStored), threadId);
  if (changes !== 1) throw new StoreError('conflict', `the row of thread ${threadId} is gone`);
}

/** Some columns of a thread's row, compared before they are set. */
export const updateRow: RowStepWork<UpdateRow> = {
  look,
  perform: (step, db) => set(db, step.threadId, step.after),
  takeBack(step, db) {
    if (look(step, db) === 'other') throw new StoreError('conflict', 'the row was changed since');
    set(db, step.threadId, step.before);
  },
  describe: ({ threadId, after }) => ({
    target: 'state-database',
    place: `state_5.sqlite, threads ${threadId}`,
    what: `set ${Object.keys(after).join(', ')}`,
  }),
};

function has(row: Columns, values: Columns): boolean {
  return Object.entries(values).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value));
}
