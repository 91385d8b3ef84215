import * as z from 'zod';
import type { ComposedTurn } from '../../history/compose-thread';
import { StoreError } from '../errors';
import type { HistoryView, SortDirection } from '../types';

/** The three forms: legacy threads, paginated ones, and Skein's own for turns that share ordinals with others. */
const byTurn = z.strictObject({ turnId: z.string(), includeAnchor: z.boolean() });
const byOrdinal = z.strictObject({
  requestedThreadId: z.string(),
  rolloutOrdinal: z.number().int(),
  includeAnchor: z.boolean(),
  scope: z.strictObject({ kind: z.literal('turns') }),
});
const byPlace = z.strictObject({
  rolloutId: z.string(),
  turnSeq: z.number().int(),
  includeAnchor: z.boolean(),
});
const anyCursor = z.union([byTurn, byOrdinal, byPlace]);

/** What decides the form of a thread's cursors. */
export interface CursorKind {
  threadId: string;
  paginated: boolean;
  view: HistoryView;
}

export interface TurnSlice {
  turns: ComposedTurn[];
  nextCursor: string | null;
  backwardsCursor: string | null;
}

/**
 * A page of turns, given oldest first. Cursors are 0.169's own (thread-store.md 6.5): the next one starts behind
 * the last turn, the backwards one at the first, to be used in the other direction.
 *
 * `invalid_request` for a cursor that is none, is another thread's, or whose turn is gone.
 */
export function sliceTurns(
  turns: readonly ComposedTurn[],
  kind: CursorKind,
  { cursor, limit, sortDirection }: { cursor?: string; limit?: number; sortDirection: SortDirection },
): TurnSlice {
  const ordered = sortDirection === 'asc' ? turns : turns.toReversed();
  const from = cursor === undefined ? 0 : startOf(ordered, kind, cursor);
  const page = ordered.slice(from, limit === undefined ? undefined : from + limit);
  const [first, last] = [page[0], page.at(-1)];
  const hasMore = from + page.length < ordered.length;
  return {
    turns: page,
    nextCursor: last && hasMore ? cursorTo(last, kind, false) : null,
    backwardsCursor: first ? cursorTo(first, kind, true) : null,
  };
}

function startOf(ordered: readonly ComposedTurn[], kind: CursorKind, text: string): number {
  const cursor = parseCursor(text);
  const isOwn =
    kind.view === 'everything'
      ? 'rolloutId' in cursor
      : kind.paginated
        ? 'rolloutOrdinal' in cursor && cursor.requestedThreadId === kind.threadId
        : 'turnId' in cursor;
  if (!isOwn) throw new StoreError('invalid_request', `invalid cursor: ${text}`);
  const at = ordered.findIndex((turn) => isAnchor(turn, cursor));
  if (at < 0) throw new StoreError('invalid_request', 'invalid cursor: anchor turn is no longer present');
  return cursor.includeAnchor ? at : at + 1;
}

function parseCursor(text: string): z.infer<typeof anyCursor> {
  try {
    return anyCursor.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError('invalid_request', `invalid cursor: ${text}`, undefined, { cause: error });
  }
}

function isAnchor(composed: ComposedTurn, cursor: z.infer<typeof anyCursor>): boolean {
  const { rolloutId, turn } = composed;
  if ('turnId' in cursor) return turn.id === cursor.turnId;
  if ('rolloutOrdinal' in cursor) return turn.listedOrdinal === cursor.rolloutOrdinal;
  return rolloutId === cursor.rolloutId && turn.seq === cursor.turnSeq;
}

function cursorTo(composed: ComposedTurn, kind: CursorKind, includeAnchor: boolean): string {
  const { rolloutId, turn } = composed;
  if (kind.view === 'everything') return JSON.stringify({ rolloutId, turnSeq: turn.seq, includeAnchor });
  if (!kind.paginated) return JSON.stringify({ turnId: turn.id, includeAnchor });
  return JSON.stringify({
    requestedThreadId: kind.threadId,
    rolloutOrdinal: turn.listedOrdinal,
    includeAnchor,
    scope: { kind: 'turns' },
  });
}
