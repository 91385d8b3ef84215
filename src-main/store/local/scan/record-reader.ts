import type { Damage, RecordRef } from '../../../contracts/model/record';
import { parseCap, parseRecord } from '../../../history/parse-record';
import { startsBareFile } from '../../../history/session-head';
import { createLineSplitter, type Line } from '../../../history/split-lines';
import type { RolloutRecord } from '../../../history/types';
import { splitGluedLine } from './split-glued-line';

export interface RecordSink {
  /** @param glued the record shares its line with other bytes: Codex passes over it */
  record(record: RolloutRecord, ref: RecordRef, glued: boolean): void;
  damage(damage: Omit<Damage, 'file'>): void;
}

/** Where a reader stands; plain data. */
export interface ReaderPosition {
  /** 1-based number and decoded offset of the line that comes next. */
  line: number;
  offset: number;
  /** Whether the file is of the time before envelopes; null until its first record. */
  bare: boolean | null;
  /** True when the last record was taken although its line end was not there yet: that has to come first. */
  unterminated: boolean;
}

/** What stands behind the last line end of a file. */
export type Tail = 'none' | 'record' | 'fragment';

/** Turns the bytes of one rollout, in any chunks, into records and damage, in file order. */
export interface RecordReader {
  push(chunk: Uint8Array): void;
  /**
   * Looks at what stands behind the last line end. A whole record there counts (Codex reads it, too) and moves
   * the position behind it; anything else is left for later, because a writer may still be at work on it.
   */
  finish(): Tail;
  readonly position: ReaderPosition;
}

export function createRecordReader(
  rolloutId: string,
  sink: RecordSink,
  from: ReaderPosition = { line: 1, offset: 0, bare: null, unterminated: false },
): RecordReader {
  let splitter = createLineSplitter(from);
  let { bare, unterminated } = from;
  /** Decoded offset behind the last byte pushed. */
  let end = from.offset;
  /** Set while the rest of a line that is too long to hold is stepped over. */
  let skipping: { line: number; offset: number } | null = null;

  function damage(line: Line, reason: Damage['reason'], message: string): void {
    const { offset, bytes } = line;
    sink.damage({ rolloutId, line: line.line, offset, length: bytes.length, reason, message });
  }

  /** True when the line holds a record, or nothing at all. */
  function take(line: Line, { report = true, glued = false } = {}): boolean {
    const firstLine = line.line === 1 && line.offset === 0;
    if (bare === null) {
      const first = parseRecord(line.bytes, { firstLine, bare: true });
      if (first.kind === 'record') bare = startsBareFile(first.record.raw);
    }
    const parsed = parseRecord(line.bytes, { firstLine, bare: bare ?? false });
    if (parsed.kind === 'blank') return true;
    if (parsed.kind === 'damage') {
      if (report) damage(line, parsed.reason, parsed.message);
      return false;
    }
    const { record, invalidUtf8 } = parsed;
    const { offset, bytes } = line;
    const ref = { rolloutId, line: line.line, offset, length: bytes.length, ordinal: record.ordinal };
    sink.record(record, ref, glued);
    if (invalidUtf8) damage(line, 'invalid_utf8', 'Bytes that are no UTF-8 are shown as U+FFFD.');
    return true;
  }

  function takeWhole(line: Line): void {
    if (take(line, { report: false })) return;
    const parts = bare ? [] : splitGluedLine(line);
    if (parts.length < 2) take(line);
    for (const part of parts.length < 2 ? [] : parts) {
      if (part.whole) take(part.line, { glued: true });
      else damage(part.line, 'invalid_json', 'A torn line, followed by another without a line end.');
    }
  }

  /** Gives back the bytes behind the end of a line that was too long; null while it goes on. */
  function skip(chunk: Uint8Array, at: { line: number; offset: number }): Uint8Array | null {
    const lineEnd = chunk.indexOf(0x0a);
    if (lineEnd < 0) return null;
    const length = end - chunk.length + lineEnd - at.offset;
    sink.damage({ rolloutId, ...at, length, reason: 'too_large', message: tooLong(length) });
    splitter = createLineSplitter({ line: at.line + 1, offset: at.offset + length + 1 });
    skipping = null;
    return chunk.subarray(lineEnd + 1);
  }

  /** The line end of a record that was taken without it makes no line of its own. */
  function skipLineEnd(chunk: Uint8Array): Uint8Array {
    unterminated = false;
    if (chunk[0] !== 0x0a) return chunk;
    const { line, offset } = splitter.position;
    splitter = createLineSplitter({ line, offset: offset + 1 });
    return chunk.subarray(1);
  }

  return {
    push(chunk) {
      if (chunk.length === 0) return;
      end += chunk.length;
      // A Buffer's own `slice` shares memory, which the splitter relies on that it does not.
      const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const rest = unterminated ? skipLineEnd(bytes) : skipping ? skip(bytes, skipping) : bytes;
      if (!rest) return;
      for (const line of splitter.push(rest)) takeWhole(line);
      const { line, offset } = splitter.position;
      if (end - offset <= parseCap) return;
      skipping = { line, offset };
      splitter = createLineSplitter(skipping);
    },
    finish() {
      const { line, offset } = skipping ?? splitter.position;
      const bytes = splitter.tail;
      if (!skipping && bytes.length === 0) return 'none';
      if (skipping || !take({ line, offset, bytes }, { report: false })) {
        // Whoever goes on reads the line again from its start.
        skipping = null;
        splitter = createLineSplitter({ line, offset });
        end = offset;
        return 'fragment';
      }
      splitter = createLineSplitter({ line: line + 1, offset: offset + bytes.length });
      unterminated = true;
      return 'record';
    },
    get position() {
      return { ...(skipping ?? splitter.position), bare, unterminated };
    },
  };
}

function tooLong(length: number): string {
  return `The line of ${length} bytes is longer than ${parseCap}.`;
}
