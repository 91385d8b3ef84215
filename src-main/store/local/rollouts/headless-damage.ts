import type { Damage } from '../../../contracts/model/record';

/** Why a file has no head, as damage of the file. */
export function headlessDamage(place: { file: string; rolloutId: string }, bytes: number): Damage {
  const { file, rolloutId } = place;
  const entry = { file, rolloutId, line: null, offset: 0, length: bytes };
  if (bytes === 0) return { ...entry, reason: 'empty_file', message: 'The file is empty.' };
  const message = 'No record tells which thread the file belongs to.';
  return { ...entry, reason: 'no_session_meta', message };
}
