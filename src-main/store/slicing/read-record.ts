import { isUtf8 } from 'node:buffer';
import type { RecordRef } from '../../contracts/model/record';
import { StoreError } from '../errors';
import type { RecordSlice } from '../types';

/** The bytes of one rollout, wherever they lie. */
export interface ReadableBytes {
  readonly length: number;
  /** Fills the buffer from `offset`; gives how much, less only at the end. */
  read(buffer: Uint8Array, offset: number): Promise<number>;
}

/**
 * A slice of a record's raw bytes as text. A character belongs to the slice in which its first byte lies, so that
 * slices put together are the whole text; what is no UTF-8 becomes U+FFFD and is told by `validUtf8`.
 */
export async function readRecord(
  bytes: ReadableBytes,
  record: RecordRef,
  from: number,
  count: number,
): Promise<Omit<RecordSlice, 'file'>> {
  if (record.offset + record.length > bytes.length) {
    throw new StoreError('stale', 'The rollout was changed.', {
      offset: record.offset,
      length: record.length,
    });
  }
  const start = Math.min(from, record.length);
  const end = Math.min(start + count, record.length);
  // Up to three bytes more on both sides tell where the characters at the borders start and end.
  const before = Math.min(3, start);
  const after = Math.min(3, record.length - end);
  const buffer = new Uint8Array(before + (end - start) + after);
  const read = await bytes.read(buffer, record.offset + start - before);
  const first = skipStarted(buffer, before);
  const last = before + (end - start);
  const slice = buffer.subarray(first, Math.max(first, Math.min(read, skipStarted(buffer, last))));
  return { text: Buffer.from(slice).toString('utf8'), length: record.length, validUtf8: isUtf8(slice) };
}

/** Where the character that reaches over `at` ends; `at` itself when none does. */
function skipStarted(buffer: Uint8Array, at: number): number {
  for (let back = 1; back <= 3 && at - back >= 0; back += 1) {
    const byte = buffer[at - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    const end = at - back + length;
    if (end <= at) return at;
    // Only if the rest really is what the first byte announces.
    const isWhole = end <= buffer.length && isUtf8(buffer.subarray(at - back, end));
    return isWhole ? end : at;
  }
  return at;
}
