import type { CodexDatabases } from '../steps/codex-databases';
import { columnsOf, selectRows } from '../steps/row-values';
import type { Step } from '../steps/step';
import { projectedRows } from './projected-rows';

/** Tables and columns that the rows of ours fill; a schema without one of them is left to Codex. */
const needed: Readonly<Record<string, readonly string[]>> = {
  thread_turns: ['thread_id', 'turn_id', 'rollout_ordinal', 'status'],
  thread_items: ['thread_id', 'turn_id', 'item_id', 'rollout_ordinal', 'created_at_ms', 'item_json'],
  thread_history_projection_state: ['thread_id', 'next_rollout_byte_offset', 'next_rollout_ordinal'],
};

/**
 * What the projection is told of a new file of a paginated thread, so that Codex shows its turns at once and goes on behind
 * them (formats.md 7.6). Nothing when the database is not there, or is of a schema that we do not know: then Codex
 * reads the file itself when the thread is resumed, from its first byte.
 */
export async function projectNewFile(
  databases: CodexDatabases,
  rolloutId: string,
  lines: readonly string[],
): Promise<Step[]> {
  const isKnown = await databases.read(
    'history',
    (db) =>
      Object.entries(needed).every(([table, columns]) => {
        const there = new Set(columnsOf(db, table));
        return columns.every((column) => there.has(column));
      }) && selectRows(db, 'thread_history_projection_state', { thread_id: rolloutId }).length === 0,
  );
  if (isKnown !== true) return [];
  const { turns, items, after } = projectedRows(rolloutId, lines);
  return [{ kind: 'project-lines', database: 'history', rolloutId, before: null, after, turns, items }];
}
