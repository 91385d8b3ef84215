import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Turn } from '../../contracts/model/turn';
import type { TestHome } from './read-home';

/** One comparison of a thread's turns with what the real program answered. */
export interface Comparison {
  home: TestHome;
  /** Folder of the unpacked home. */
  path: string;
  threadId: string;
  ours: Turn[];
  theirs: Turn[];
}

/** A difference that is right to have. `adjust` makes ours like theirs, or answers null where it does not apply. */
export interface AcceptedDifference {
  name: string;
  reason: string;
  adjust(comparison: Comparison): Turn[] | null;
}

/** Everything in which the upstream view differs from what 0.169.0 answered. Each must occur somewhere. */
export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    name: 'not projected',
    reason:
      'The real program answers no turns until its own database was filled by a resume; the file has them.',
    adjust: ({ home, path, threadId, theirs }) => {
      const files = home.files.filter((file) => file.head.threadId === threadId);
      const isPaginated = files.every((file) => file.rollout.dialect === 'paginated');
      const projected = files.some((file) => isProjected(path, file.rolloutId));
      return isPaginated && !projected && theirs.length === 0 ? [] : null;
    },
  },
  {
    name: 'projected by an older release',
    reason:
      'The projection of 0.155 keeps no item times, and 0.169 does not fill them in; the file has them.',
    adjust: ({ home, path, threadId, ours }) => {
      const files = home.compose(threadId)?.segments.map((segment) => segment.file) ?? [];
      const timeless = new Set(files.flatMap((file) => itemsWithoutTimes(path, file.rolloutId)));
      if (timeless.size === 0) return null;
      return ours.map((turn) => ({
        ...turn,
        items: turn.items.map((item) =>
          timeless.has(item.id) ? { ...item, startedAtMs: null, completedAtMs: null } : item,
        ),
      }));
    },
  },
  {
    name: 'lone surrogates',
    reason:
      'A line with half a surrogate pair is dropped by the real program; Skein drops no line that it can read.',
    adjust: ({ ours }) => {
      const broken = (turn: Turn) =>
        turn.items.filter((item) => JSON.stringify(item).match(/\\ud[89a-f]/) !== null);
      if (!ours.some((turn) => broken(turn).length > 0)) return null;
      let taken = 0;
      // Positional ids move up by the lines that were dropped before.
      return ours.map((turn) => ({
        ...turn,
        items: turn.items.flatMap((item) => {
          if (broken(turn).includes(item)) taken += 1;
          const number = /^item-(\d+)$/.exec(item.id)?.[1];
          const id = number === undefined ? item.id : `item-${Number(number) - taken}`;
          return broken(turn).includes(item) ? [] : [{ ...item, id }];
        }),
      }));
    },
  },
];

function isProjected(home: string, rolloutId: string): boolean {
  const sql = 'SELECT thread_id AS id FROM thread_history_projection_state WHERE thread_id = ?';
  return ids(home, sql, rolloutId).length > 0;
}

function itemsWithoutTimes(home: string, rolloutId: string): string[] {
  const sql = 'SELECT item_id AS id FROM thread_items WHERE thread_id = ? AND completed_at_ms IS NULL';
  return ids(home, sql, rolloutId);
}

/** Ids from the projection database of an unpacked home; none without one. */
function ids(home: string, sql: string, rolloutId: string): string[] {
  const path = join(home, 'thread_history_1.sqlite');
  if (!existsSync(path)) return [];
  const database = new Database(path, { readonly: true });
  try {
    return (database.prepare(sql).all(rolloutId) as { id: string }[]).map((row) => row.id);
  } finally {
    database.close();
  }
}
