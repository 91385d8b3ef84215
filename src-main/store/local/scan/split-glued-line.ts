import { parseRecord } from '../../../history/parse-record';
import type { Line } from '../../../history/split-lines';

export interface LinePart {
  line: Line;
  /** False: a fragment. */
  whole: boolean;
}

/** Every Codex starts a line like this; inside a string the quotes would be escaped. */
const start = Buffer.from('{"timestamp":"');
const maxStarts = 8;
const maxBytes = 4 * 2 ** 20;

/**
 * Takes apart a line that is no JSON because a writer was interrupted and then went on without a line end
 * (quality.md 3.7: the unwritten record is written again behind its torn beginning).
 *
 * Neighbouring fragments are given as one. A single part means that nothing in the line could be saved.
 */
export function splitGluedLine(line: Line): LinePart[] {
  const { bytes } = line;
  const whole: LinePart = { line, whole: false };
  if (bytes.length > maxBytes) return [whole];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = [0];
  for (let at = buffer.indexOf(start, 1); at >= 0; at = buffer.indexOf(start, at + 1)) {
    starts.push(at);
    if (starts.length === maxStarts) break;
  }
  const ends = [...starts.slice(1), bytes.length];

  const parts: LinePart[] = [];
  let fragmentFrom: number | null = null;
  function endFragment(at: number): void {
    if (fragmentFrom !== null) parts.push({ line: cut(line, fragmentFrom, at), whole: false });
    fragmentFrom = null;
  }
  for (let i = 0; i < starts.length; ) {
    const from = starts[i] ?? 0;
    // A start may also stand inside a record, as the first key of an inner object: try the next end then.
    const ending = ends.findIndex((end, j) => j >= i && isRecord(bytes.subarray(from, end)));
    if (ending < 0) {
      fragmentFrom ??= from;
      i += 1;
      continue;
    }
    endFragment(from);
    parts.push({ line: cut(line, from, ends[ending] ?? bytes.length), whole: true });
    i = ending + 1;
  }
  endFragment(bytes.length);
  return parts;
}

function cut(line: Line, from: number, to: number): Line {
  return { line: line.line, offset: line.offset + from, bytes: line.bytes.subarray(from, to) };
}

function isRecord(bytes: Uint8Array): boolean {
  return parseRecord(bytes, { firstLine: false, bare: false }).kind === 'record';
}
