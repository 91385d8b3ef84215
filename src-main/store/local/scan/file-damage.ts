import type { Damage } from '../../../contracts/model/record';
import { StoreError } from '../../errors';
import { describeFileError } from '../classify-error';

/** A failure of a whole file, or of all of it from some offset on, as a damage entry. Other errors are thrown on. */
export function fileDamage(place: { file: string; rolloutId: string | null }, error: unknown): Damage {
  const { file, rolloutId } = place;
  const entry = { file, rolloutId, line: null, offset: 0, length: 0 };
  if (error instanceof StoreError && (error.code === 'damaged' || error.code === 'too_large')) {
    const offset = error.detail?.offset;
    return {
      ...entry,
      offset: typeof offset === 'number' ? offset : 0,
      reason: 'decode_failed',
      message: error.message,
    };
  }
  return { ...entry, reason: 'unreadable', message: describeFileError(error) };
}
