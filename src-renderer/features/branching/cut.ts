import type { Thread } from '@contracts/model/thread';
import type { TurnOutline } from '@contracts/model/turn';
import type { EditRequest } from '@contracts/model/edit';

/** Where a rollback cuts a thread. */
export interface Cut {
  /** Place of the first turn that leaves the model's view. */
  from: number;
  /** Turns that leave, as Codex counts them: without those that left before, and without what is no turn to it. */
  turns: number;
}

/** True for what Codex counts as a turn now. */
function counts(turn: TurnOutline): boolean {
  return !turn.reverted && !turn.derived;
}

/** The cut before a turn, which leaves with all that follows. */
export function cutBefore(turns: readonly TurnOutline[], index: number): Cut {
  return { from: index, turns: turns.slice(index).filter(counts).length };
}

/** The cut that takes out the last turns: at least one, at most all; null when there is no turn to take out. */
export function cutLast(turns: readonly TurnOutline[], wanted: number): Cut | null {
  const places = turns.flatMap((turn, index) => (counts(turn) ? [index] : []));
  const count = Math.min(Math.max(Math.trunc(wanted) || 1, 1), places.length);
  const from = places.at(-count);
  return from === undefined ? null : { from, turns: count };
}

/**
 * The edit that makes a cut: a legacy file gets a marker with the number of turns, a paginated thread goes on in a
 * new file that starts before the turn.
 */
export function cutRequest(thread: Thread, turns: readonly TurnOutline[], cut: Cut): EditRequest {
  if (dialectOf(thread) === 'legacy') return { kind: 'rollback', threadId: thread.id, turns: cut.turns };
  return { kind: 'revert', threadId: thread.id, beforeTurnId: turns[cut.from]?.id ?? '' };
}

/** Which of Codex's two ways of writing the current file uses. */
export function dialectOf({ format, historyMode }: Thread): 'legacy' | 'paginated' {
  return (format ?? historyMode) === 'paginated' ? 'paginated' : 'legacy';
}
