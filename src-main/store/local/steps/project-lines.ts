import type { Database } from 'better-sqlite3';
import { StoreError } from '../../errors';
import { databaseFiles } from './codex-databases';
import { deleteRowsOf, insertRowInto, selectRows } from './row-values';
import type { Columns, StepOf, StepState } from './step';
import type { RowStepWork } from './step-work';

type ProjectLines = StepOf<'project-lines'>;

const stateTable = 'thread_history_projection_state';

/** Codex itself carries on from where we stop: a state behind ours leaves the step done. */
function look({ rolloutId, before, after }: ProjectLines, db: Database): Exclude<StepState, 'half'> {
  const state = selectRows(db, stateTable, { thread_id: rolloutId })[0];
  const offset = state?.next_rollout_byte_offset ?? null;
  if (offset === (before?.offset ?? null)) return 'before';
  return typeof offset === 'number' && offset >= after.offset ? 'after' : 'other';
}

function setState(db: Database, rolloutId: string, at: ProjectLines['before']): void {
  if (!at) return deleteRowsOf(db, stateTable, { thread_id: rolloutId });
  const { changes } = db
    .prepare(
      `UPDATE ${stateTable} SET next_rollout_byte_offset = ?, next_rollout_ordinal = ? WHERE thread_id = ?`,
    )
    .run(at.offset, at.ordinal, rolloutId);
  if (changes > 0) return;
  insertRowInto(db, stateTable, {
    thread_id: rolloutId,
    next_rollout_byte_offset: at.offset,
    next_rollout_ordinal: at.ordinal,
  });
}

const tables = ['thread_turns', 'thread_items'] as const;
const keyOf = (row: Columns): Columns => ({
  thread_id: row.thread_id ?? null,
  turn_id: row.turn_id ?? null,
  ...(row.item_id !== undefined && { item_id: row.item_id }),
});

/** What the projection of a rollout says of lines that we wrote; all of it in one transaction, as Codex does. */
export const projectLines: RowStepWork<ProjectLines> = {
  look,
  perform(step, db) {
    for (const table of tables) {
      for (const row of table === 'thread_turns' ? step.turns : step.items) insertRowInto(db, table, row);
    }
    setState(db, step.rolloutId, step.after);
  },
  takeBack(step, db) {
    const state = selectRows(db, stateTable, { thread_id: step.rolloutId })[0];
    if (!state) return;
    if (state.next_rollout_byte_offset !== step.after.offset) {
      throw new StoreError('conflict', 'Codex has gone on with the thread since');
    }
    for (const table of tables) {
      for (const row of table === 'thread_turns' ? step.turns : step.items) {
        deleteRowsOf(db, table, keyOf(row));
      }
    }
    setState(db, step.rolloutId, step.before);
  },
  describe: ({ rolloutId, turns, items }) => ({
    target: 'history-database',
    place: `${databaseFiles.history}, ${rolloutId}`,
    what:
      turns.length === 0
        ? 'note how far the new file is known'
        : `insert ${turns.length === 1 ? 'one turn' : `${turns.length} turns`} and ${items.length} items`,
  }),
};
