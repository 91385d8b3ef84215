import { rolloutLine, type WrittenItem } from '../../../history/write/rollout-line';
import type { AppendFile } from '../write/append-file';

/** Lines that go into a file with one call. */
export interface Batch {
  /** Size that the file has before. */
  at: number;
  bytes: Buffer;
  /** For each line, how many of the bytes it and all before it take. */
  lineEnds: number[];
}

/** A batch is as long as this at most, but holds one line at least. */
const maxBytes = 2 ** 20;

export function batchOf(
  waiting: readonly { item: WrittenItem; timestamp: string }[],
  place: { at: number; newlineFirst: boolean; ordinal: number | null },
): Batch {
  const parts: Buffer[] = [];
  const lineEnds: number[] = [];
  let length = 0;
  if (place.newlineFirst) {
    parts.push(Buffer.from('\n'));
    length = 1;
  }
  for (const { item, timestamp } of waiting) {
    const ordinal = place.ordinal === null ? null : place.ordinal + lineEnds.length;
    const line = Buffer.from(`${rolloutLine(item, timestamp, ordinal)}\n`, 'utf8');
    if (lineEnds.length > 0 && length + line.length > maxBytes) break;
    parts.push(line);
    length += line.length;
    lineEnds.push(length);
  }
  return { at: place.at, bytes: Buffer.concat(parts, length), lineEnds };
}

/** How many lines of a batch are in the file, whole, after an attempt to write it that failed. */
export async function linesWritten(batch: Batch, file: AppendFile): Promise<number> {
  const there = Math.min(file.size - batch.at, batch.bytes.length);
  if (there <= 0) return 0;
  const found = new Uint8Array(there);
  await file.read(found, batch.at);
  // Whatever else stands there is not ours.
  if (!batch.bytes.subarray(0, there).equals(found)) return 0;
  return batch.lineEnds.filter((end) => end <= there).length;
}
