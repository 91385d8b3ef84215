import { parseCap, parseRecord } from '../../../history/parse-record';
import { StoreError } from '../../errors';
import type { AppendFile } from '../write/append-file';

const newline = 0x0a;
const chunkSize = 64 * 1024;
/** Of a longer line only the beginning is read: Codex writes the ordinal behind the time stamp. */
const longLine = 2 ** 20;
const beginning = /^\{"timestamp":"[^"\\]{1,40}","ordinal":(\d{1,15}),/;
const beginningSize = 128;

/**
 * The ordinal of the last complete record, read from the end of the file. A torn last line is passed over, and so
 * are records without one, which a Codex before 0.143 may have added: going on behind them mends the thread.
 *
 * Rejects with `damaged` when no record of the file has an ordinal.
 */
export async function lastOrdinal(file: AppendFile): Promise<number> {
  for (let end = file.size; end > 0; ) {
    const start = await lineStart(file, end);
    const ordinal = await ordinalOf(file, start, end);
    if (ordinal !== null) return ordinal;
    end = start;
  }
  throw new StoreError('damaged', 'No record of the rollout has an ordinal to go on from.');
}

/** Where the line begins that ends at `end`, its line end included where it has one. */
async function lineStart(file: AppendFile, end: number): Promise<number> {
  const buffer = new Uint8Array(chunkSize);
  for (let to = end - 1; to > 0; ) {
    const from = Math.max(0, to - chunkSize);
    const chunk = buffer.subarray(0, to - from);
    await file.read(chunk, from);
    const at = chunk.lastIndexOf(newline);
    if (at >= 0) return from + at + 1;
    to = from;
  }
  return 0;
}

async function ordinalOf(file: AppendFile, start: number, end: number): Promise<number | null> {
  const isEnded = end < file.size || file.endsWithNewline;
  if (isEnded && end - start > longLine) {
    const begins = new Uint8Array(beginningSize);
    await file.read(begins, start);
    const found = beginning.exec(Buffer.from(begins).toString('latin1'))?.[1];
    if (found !== undefined) return Number(found);
  }
  if (end - start > parseCap) return null;
  const line = new Uint8Array(end - start);
  await file.read(line, start);
  // A line without its end may be whole all the same.
  const content = line.at(-1) === newline ? line.subarray(0, -1) : line;
  const parsed = parseRecord(content, { firstLine: start === 0, bare: false });
  return parsed.kind === 'record' ? parsed.record.ordinal : null;
}
