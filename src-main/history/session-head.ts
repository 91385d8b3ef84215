import { integer, object, string } from './json';
import type { Dialect, HistoryBase, RolloutRecord, SessionHead } from './types';

export type SessionHeadResult =
  | { ok: true; head: SessionHead }
  | { ok: false; reason: 'no_session_meta' | 'unknown_history_mode'; message: string };

/**
 * Reads a file's first record as its head. Only the first session_meta of a file names the thread; a history
 * mode that this version does not know is refused rather than misread (formats.md 2.3).
 */
export function readSessionHead(record: RolloutRecord): SessionHeadResult {
  const meta = record.payload;
  const threadId = string(meta.id);
  const isMeta = record.type === 'session_meta' || (record.type === 'bare' && meta.type === undefined);
  if (!isMeta || threadId === null) {
    return { ok: false, reason: 'no_session_meta', message: 'the first record is no session_meta' };
  }
  const dialect = dialectOf(record);
  if (dialect === null) {
    return { ok: false, reason: 'unknown_history_mode', message: 'history_mode is of a newer Codex' };
  }
  return {
    ok: true,
    head: {
      threadId,
      meta,
      dialect,
      historyBase: historyBase(meta.history_base),
      attached: meta.attached_thread === true,
      subagentHistoryStartOrdinal: integer(meta.subagent_history_start_ordinal),
      writtenAt: record.timestamp ?? string(meta.timestamp),
    },
  };
}

/** Whether a file's first line, parsed without an envelope in mind, belongs to a file of the time before envelopes. */
export function startsBareFile(line: Record<string, unknown>): boolean {
  return typeof line.id === 'string' && line.type === undefined && line.payload === undefined;
}

function dialectOf(record: RolloutRecord): Dialect | null {
  if (record.type === 'bare') return 'bare';
  const mode = record.payload.history_mode ?? 'legacy';
  return mode === 'legacy' || mode === 'paginated' ? mode : null;
}

function historyBase(value: unknown): HistoryBase | null {
  const base = object(value);
  const rolloutId = string(base?.thread_id);
  const endOrdinalExclusive = integer(base?.end_ordinal_exclusive);
  const endByteOffset = integer(base?.end_byte_offset);
  if (rolloutId === null || endOrdinalExclusive === null || endByteOffset === null) return null;
  return { rolloutId, endOrdinalExclusive, endByteOffset };
}
