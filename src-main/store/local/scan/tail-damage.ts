import type { Damage } from '../../../contracts/model/record';
import type { ScanState } from '../index/index-types';

/** A line end that has not come after this long is not going to come (S-02). */
export const settleMs = 5000;

/**
 * The unfinished line at the end of a file as damage; null while there is none, or while a writer may still be at
 * work on it.
 *
 * @param nowMs time of the question, epoch ms
 */
export function tailDamage(
  place: { file: string; rolloutId: string; mtimeMs: number },
  state: Pick<ScanState, 'complete' | 'line' | 'offset' | 'total'>,
  nowMs: number,
): Damage | null {
  const length = state.total - state.offset;
  if (!state.complete || length <= 0) return null;
  // A clock that was set back must not hide damage for ever: only the recent past counts as growing.
  const age = nowMs - place.mtimeMs;
  if (age >= 0 && age < settleMs) return null;
  const { file, rolloutId } = place;
  return {
    ...{ file, rolloutId, line: state.line, offset: state.offset, length },
    reason: 'unterminated',
    message: 'The last line has no end and is no whole record.',
  };
}
