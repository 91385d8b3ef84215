import type { DamageReason } from '@contracts/model/record';

const texts: Readonly<Record<DamageReason, string>> = {
  invalid_json: 'not valid JSON',
  invalid_utf8: 'not valid UTF-8',
  not_an_object: 'not a JSON object',
  missing_timestamp: 'no timestamp',
  missing_type: 'no type',
  bad_timestamp: 'a timestamp that cannot be read',
  unterminated: 'the last line is cut off',
  too_deep: 'nested too deep',
  too_large: 'longer than is read',
  ordinal_repeated: 'an ordinal comes again; Codex skips the record, too',
  ordinal_missing: 'no ordinal',
  base_missing: 'the file that this one continues is not there',
  base_cycle: 'files continue each other in a circle',
  base_short: 'the file that this one continues is shorter than it should be',
  base_mismatch: 'byte and ordinal of the file that this one continues name different places',
  no_session_meta: 'no head line',
  unknown_history_mode: 'written by a newer Codex, in a form that is not known yet',
  empty_file: 'the file is empty',
  decode_failed: 'the compressed file cannot be unpacked',
  unreadable: 'the file cannot be read',
};

/** Why a byte range was not understood, in words. */
export function damageReason(reason: DamageReason): string {
  return Object.hasOwn(texts, reason) ? texts[reason] : String(reason);
}
