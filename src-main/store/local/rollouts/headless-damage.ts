import type { Damage, DamageReason, RecordRef } from '../../../contracts/model/record';

/** Why a record cannot be the head of its file. */
export function headDamage(
  { file, rolloutId }: { file: string; rolloutId: string },
  { line, offset, length }: RecordRef,
  { reason, message }: { reason: DamageReason; message: string },
): Damage {
  return { file, rolloutId, line, offset, length, reason, message };
}

/** Why a file has no head, as damage of the file; null when `found` tells that already. */
export function headlessDamage(
  { file, rolloutId }: { file: string; rolloutId: string },
  bytes: number,
  found: readonly Damage[],
): Damage | null {
  const isTold = found.some(
    ({ reason }) => reason === 'unknown_history_mode' || (reason === 'decode_failed' && bytes === 0),
  );
  if (isTold) return null;
  const entry = { file, rolloutId, line: null, offset: 0, length: bytes };
  if (bytes === 0) return { ...entry, reason: 'empty_file', message: 'The file is empty.' };
  const message = 'No record tells which thread the file belongs to.';
  return { ...entry, reason: 'no_session_meta', message };
}
