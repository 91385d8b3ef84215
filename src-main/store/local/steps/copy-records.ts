import { StoreError } from '../../errors';

/** Longest line that is taken apart to change its time; Codex starts each with it, and then any length will do. */
const maxLine = 64 * 2 ** 20;
/** As far as a line has to be known to see whether it starts with its time. */
const headBytes = 64;
const stamped = /^\{"timestamp":"[^"\\]*"/;

/**
 * Records of a rollout with another time, as a legacy fork takes them over (formats.md 6.6). Only the first bytes of a
 * line are looked at: the rest passes through, however long. Blank lines and what is no record are left out, as
 * Codex does; the last line gets its line end.
 *
 * @param bytes whole lines; the last one may lack its line end
 * @param timestamp `YYYY-MM-DDTHH:MM:SS.mmmZ`
 */
export async function* copyRecords(
  bytes: AsyncIterable<Uint8Array>,
  timestamp: string,
): AsyncGenerator<Uint8Array> {
  /** Bytes of a line whose start is not told yet. */
  let held: Buffer = Buffer.alloc(0);
  let state: 'start' | 'passing' | 'whole' = 'start';

  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < buffer.length; ) {
      const end = buffer.indexOf(0x0a, at);
      const piece = buffer.subarray(at, end < 0 ? buffer.length : end + 1);
      at += piece.length;
      const ends = end >= 0;
      if (state === 'passing') {
        yield piece;
      } else {
        held = Buffer.concat([held, piece]);
        if (held.length > maxLine) {
          throw new StoreError('too_large', 'A line is too long to be copied.');
        }
        if (state === 'start' && (ends || held.length >= headBytes)) {
          const head = stampedHead(held, timestamp);
          if (head) {
            yield head;
            held = Buffer.alloc(0);
          }
          state = head ? 'passing' : 'whole';
        }
        if (state === 'whole' && ends) {
          const line = restamped(held, timestamp);
          if (line) yield line;
          held = Buffer.alloc(0);
        }
      }
      if (ends) state = 'start';
    }
  }
  if (state === 'passing') yield Buffer.from('\n');
  const last = held.length > 0 ? (stampedHead(held, timestamp) ?? restamped(held, timestamp)) : null;
  if (last) {
    yield last;
    if (last.at(-1) !== 0x0a) yield Buffer.from('\n');
  }
}

/** The start of a line with its time replaced; null when it does not start with one. */
function stampedHead(held: Buffer, timestamp: string): Buffer | null {
  const head = stamped.exec(held.subarray(0, headBytes).toString('latin1'))?.[0];
  if (head === undefined) return null;
  return Buffer.concat([Buffer.from(`{"timestamp":"${timestamp}"`), held.subarray(head.length)]);
}

/** A line written by somebody else, whose time stands elsewhere; null when it is no record. */
function restamped(held: Buffer, timestamp: string): Buffer | null {
  try {
    const record: unknown = JSON.parse(held.toString('utf8'));
    if (typeof record !== 'object' || record === null || !('timestamp' in record)) return null;
    return Buffer.from(`${JSON.stringify({ ...record, timestamp })}\n`);
  } catch {
    return null;
  }
}
