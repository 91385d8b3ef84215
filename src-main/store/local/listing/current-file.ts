import { parseRolloutName } from '../rollouts/rollout-name';
import type { RolloutFile } from '../rollouts/catalog';
import type { ThreadRow } from '../state-db/thread-row';

/**
 * Which of a thread's files Codex appends to now; null when there is none.
 *
 * The row names it, by a path that is stale when the home was moved: so its file name decides, and of
 * two copies the one where the row says it is. Without a row, or when the named file is gone, it is the
 * newest one by creation (thread-store.md 7.2), an active one before an archived one of the same name.
 */
export function currentFile(files: readonly RolloutFile[], row: ThreadRow | null): RolloutFile | null {
  if (files.length < 2) return files[0] ?? null;
  const named = row && parseRolloutName(baseName(row.rolloutPath));
  const rank = (file: RolloutFile): readonly number[] => [
    named && file.rolloutId === named.rolloutId ? 1 : 0,
    file.nameTimeMs,
    writtenAt(file),
    file.archived === (row?.archived ?? false) ? 1 : 0,
    file.compressed ? 0 : 1,
  ];
  let best: RolloutFile | null = null;
  for (const file of files) {
    if (best === null || isHigher(rank(file), rank(best), file.path < best.path)) best = file;
  }
  return best;
}

/** Last part of a path of either system: the database may come from another machine. */
function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function writtenAt(file: RolloutFile): number {
  const time = Date.parse(file.head?.writtenAt ?? '');
  return Number.isNaN(time) ? 0 : time;
}

function isHigher(a: readonly number[], b: readonly number[], whenEqual: boolean): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value > other;
  }
  return whenEqual;
}
