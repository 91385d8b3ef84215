import * as z from 'zod';

/** Where one JSONL record lies: the evidence behind everything that Skein shows. */
export const recordRef = z.object({
  /** Id of the physical rollout file: the last UUID of its name. */
  rolloutId: z.string(),
  /** 1-based line in the decoded file. */
  line: z.number().int().positive(),
  /** Byte offset in the decoded file. */
  offset: z.number().int().nonnegative(),
  /** Bytes without the line end. */
  length: z.number().int().nonnegative(),
  /** Paginated dialect only. */
  ordinal: z.number().int().nullable(),
});
export type RecordRef = z.infer<typeof recordRef>;

/** Why a byte range was not understood; closed, so that the window can explain each. */
export const damageReasons = [
  'invalid_json',
  'invalid_utf8',
  'not_an_object',
  'missing_timestamp',
  'missing_type',
  'bad_timestamp',
  'unterminated', // the last line has no line end and does not parse
  'too_deep', // nested deeper than the cap
  'too_large', // longer than the parse cap
  'ordinal_repeated', // paginated: duplicate or lower ordinal, skipped as Codex does
  'ordinal_missing',
  'base_missing', // history_base names a file that is not there
  'base_cycle',
  'base_short', // history_base cuts behind the end of the file
  'base_mismatch', // byte offset and ordinal of history_base name different places; the ordinal counts
  'no_session_meta',
  'unknown_history_mode', // of a newer Codex: refused rather than misread
  'empty_file',
  'decode_failed', // compressed file: truncated, corrupt or over the cap
  'unreadable', // no permission, not a regular file, vanished
] as const;
export type DamageReason = (typeof damageReasons)[number];

/** One byte range that was skipped, or one fact that could not be resolved. Nothing is dropped silently. */
export const damage = z.object({
  /** Path relative to the Codex home. */
  file: z.string(),
  rolloutId: z.string().nullable(),
  line: z.number().int().nullable(),
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  reason: z.enum(damageReasons),
  message: z.string(),
});
export type Damage = z.infer<typeof damage>;
