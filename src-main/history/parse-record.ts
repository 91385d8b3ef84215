import { isUtf8 } from 'node:buffer';
import type { DamageReason } from '../contracts/model/record';
import { object } from './json';
import { nestsDeeperThan } from './json-depth';
import type { RolloutRecord } from './types';

/** Lines longer than this are not parsed but reported and shown raw: 64 MiB, far above what Codex writes. */
export const parseCap = 64 * 1024 * 1024;

/** Deepest nesting that is accepted; Codex itself stays below 128. */
export const depthCap = 256;

export type ParsedLine =
  | {
      kind: 'record';
      record: RolloutRecord;
      /** The line was readable, but had bytes that are no UTF-8; they became U+FFFD. */
      invalidUtf8: boolean;
    }
  | { kind: 'blank' }
  | { kind: 'damage'; reason: DamageReason; message: string };

/**
 * One line of a rollout as a record, or why it is none.
 *
 * `bare`: the file is of the time before envelopes (formats.md 2.6), where each line is its own payload. Only
 * the first line of a file may start with a byte order mark; elsewhere one is damage.
 */
export function parseRecord(bytes: Uint8Array, place: { firstLine: boolean; bare: boolean }): ParsedLine {
  if (bytes.length > parseCap) {
    return damage('too_large', `line of ${bytes.length} bytes is longer than ${parseCap}`);
  }
  const content = place.firstLine && hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
  if (isBlank(content)) return { kind: 'blank' };
  if (nestsDeeperThan(depthCap, content)) {
    return damage('too_deep', `nested deeper than ${depthCap}`);
  }
  const text = asText(content);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return damage('invalid_json', error instanceof SyntaxError ? withoutContent(error) : String(error));
  }
  const raw = object(parsed);
  if (raw === null) return damage('not_an_object', 'the line holds no JSON object');
  // Only where the decoder has put a replacement character the bytes need a second look.
  const invalidUtf8 = text.includes('\uFFFD') && !isUtf8(content);
  if (place.bare) {
    const bare = { timestamp: null, ordinal: null, type: 'bare', payload: raw, raw };
    return { kind: 'record', record: bare, invalidUtf8 };
  }
  const { timestamp, ordinal, type, payload } = raw;
  if (typeof timestamp !== 'string') return damage('missing_timestamp', 'no timestamp');
  if (typeof type !== 'string') return damage('missing_type', 'no record type');
  const record: RolloutRecord = {
    timestamp,
    ordinal: isOrdinal(ordinal) ? ordinal : null,
    type,
    payload: object(payload) ?? {},
    raw,
  };
  return { kind: 'record', record, invalidUtf8 };
}

function damage(reason: DamageReason, message: string): ParsedLine {
  return { kind: 'damage', reason, message };
}

/** V8 quotes the text around the error; rollout text does not belong into a message. */
function withoutContent(error: SyntaxError): string {
  const position = /at position (\d+)/.exec(error.message);
  return position ? `no JSON from character ${position[1]} on` : 'no JSON';
}

function asText(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('utf8');
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** JSON white space only: space, tab, carriage return. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function isOrdinal(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
