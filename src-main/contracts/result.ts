import * as z from 'zod';

/**
 * Every failure that Skein can report, closed: code switches over it exhaustively.
 *
 * Errors are classified once, where they arise, and cross processes as data.
 */
export const errorCodes = [
  'invalid_request', // the caller's arguments are wrong; the message names which
  'thread_not_found', // no rollout and no row for the id
  'stale', // the thread changed since the caller learnt its revision: ask again
  'conflict', // somebody else holds the writer, or a compare-and-swap lost
  'partial', // an edit failed half way and could not be taken back; the message says what stands
  'unsupported', // this store has no such capability
  'home_missing', // the Codex home does not exist
  'home_unreadable', // it exists, but cannot be read; detail.errno says why
  'io', // a file operation failed; detail.errno and detail.path say what
  'database', // a Codex database could not be read; detail.sqlite says why
  'damaged', // a file cannot be decoded; detail has file, line, offset, reason
  'too_large', // over a safety cap; detail says which and how to go on
  'store_unavailable', // the store process is down or restarting
  'refused', // an IPC rule was broken: sender, frame, size
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain facts that help a reader act: errno, path relative to the home, offsets. Never rollout text. */
export const errorDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ErrorDetail = z.infer<typeof errorDetail>;

export const failure = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  detail: errorDetail.optional(),
});
export type Failure = z.infer<typeof failure>;

/** What a call answers across a process: it never throws there. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };
