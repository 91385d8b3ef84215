import { StoreError } from '../errors';

/** Where a page ended: the sort key of its last thread, in ms, and the thread. */
export interface ListPosition {
  timeMs: number;
  /** Null in the older cursors, which name a time only. */
  threadId: string | null;
}

/** `<RFC3339>|<thread id>` as 0.169 writes it, to the byte: without zeros at the end of the fraction. */
export function formatListCursor(position: { timeMs: number; threadId: string }): string {
  const time = new Date(position.timeMs).toISOString().replace(/\.?0+Z$/, 'Z');
  return `${time}|${position.threadId}`;
}

/**
 * Also takes a bare RFC 3339 time and the oldest form `YYYY-MM-DDThh-mm-ss` (UTC). Rejects anything else as
 * `invalid_request`.
 */
export function parseListCursor(cursor: string): ListPosition {
  const [time = '', threadId, ...more] = cursor.split('|');
  const oldest = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)$/.exec(time);
  const text = oldest ? `${oldest[1]}T${oldest[2]}:${oldest[3]}:${oldest[4]}Z` : time;
  const isTime = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text);
  const timeMs = isTime ? Date.parse(text.replace(' ', 'T').toUpperCase()) : Number.NaN;
  if (Number.isNaN(timeMs) || threadId === '' || more.length > 0) {
    throw new StoreError('invalid_request', `invalid cursor: ${cursor}`);
  }
  return { timeMs, threadId: threadId ?? null };
}
