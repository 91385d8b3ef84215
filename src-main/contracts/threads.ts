import * as z from 'zod';
import { channel } from './channel';
import { threadItem } from './model/item';
import { recordRef } from './model/record';
import { sourceKind, thread, threadSummary } from './model/thread';
import { turnOutline } from './model/turn';

const threadId = z.string().min(1).max(200);
const cursor = z.string().max(2000);

export const sortKey = z.enum(['created_at', 'updated_at', 'recency_at']);
export const sortDirection = z.enum(['asc', 'desc']);

export const listThreadsInput = z.strictObject({
  /** true: archived only, false: active only, absent: both (Skein's own). */
  archived: z.boolean().optional(),
  sortKey: sortKey.default('created_at'),
  sortDirection: sortDirection.default('desc'),
  sourceKinds: z.array(sourceKind).optional(),
  modelProviders: z.array(z.string()).optional(),
  cwd: z.array(z.string()).optional(),
  /** Case-sensitive substring of name, title or preview, as upstream. */
  searchTerm: z.string().max(1000).optional(),
  cursor: cursor.optional(),
  /** 1 to 1000; absent = 500 here. */
  limit: z.number().int().min(1).max(1000).default(500),
});

export const threadPage = z.object({
  data: z.array(threadSummary),
  nextCursor: z.string().nullable(),
  /** True while the files behind the list are still being looked at: more may come. */
  refreshing: z.boolean(),
});
export type ThreadPage = z.infer<typeof threadPage>;

/** All threads of the home, page by page. */
export const threadsList = channel('threads:list', listThreadsInput, threadPage);

/** One thread without its turns, with segments, damage and all additions. */
export const threadsRead = channel('threads:read', z.strictObject({ threadId }), thread);

export const outlinePage = z.object({
  /** Changes when the files were replaced; item indices hold within one revision. */
  revision: z.string(),
  turns: z.array(turnOutline),
  /** Index of the first turn of this page. */
  from: z.number().int(),
  turnCount: z.number().int(),
  itemCount: z.number().int(),
  /** False while the scan goes on; `turnCount` then still grows. */
  complete: z.boolean(),
  scannedBytes: z.number().int(),
  totalBytes: z.number().int(),
});
export type OutlinePage = z.infer<typeof outlinePage>;

/** Turns without items, in the order in which they happened, reverted ones included. */
export const threadsOutline = channel(
  'threads:outline',
  z.strictObject({
    threadId,
    from: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(1000).default(500),
  }),
  outlinePage,
);

export const placedItem = z.object({
  index: z.number().int(),
  turn: z.number().int(),
  item: threadItem,
});
export type PlacedItem = z.infer<typeof placedItem>;

/** Items by their place in the flat list; long strings are clipped, data URLs become media. */
export const threadsItems = channel(
  'threads:items',
  z.strictObject({
    threadId,
    revision: z.string().max(200),
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(200),
  }),
  z.object({ revision: z.string(), items: z.array(placedItem) }),
);

/** A slice of a string that was clipped, in UTF-16 units. */
export const threadsText = channel(
  'threads:text',
  z.strictObject({
    threadId,
    revision: z.string().max(200),
    index: z.number().int().min(0),
    pointer: z.string().max(1000),
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(262_144),
  }),
  z.object({ text: z.string(), length: z.number().int() }),
);

/** A slice of the raw bytes of one record, decoded as UTF-8 with replacement. */
export const threadsRecord = channel(
  'threads:record',
  z.strictObject({
    threadId,
    record: recordRef,
    /** Byte offset inside the record. */
    from: z.number().int().min(0).default(0),
    count: z.number().int().min(1).max(262_144).default(65_536),
  }),
  z.object({
    text: z.string(),
    length: z.number().int(),
    /** Relative to the Codex home. */
    file: z.string(),
    validUtf8: z.boolean(),
  }),
);

/**
 * Items that hold a text, whatever its case, from a place of the flat list on. An answer covers a stretch, as far as
 * it got in a short time; ask again from `next` until it is null.
 */
export const threadsFind = channel(
  'threads:find',
  z.strictObject({
    threadId,
    revision: z.string().max(200),
    text: z.string().min(1).max(1000),
    from: z.number().int().min(0).default(0),
  }),
  z.object({ revision: z.string(), hits: z.array(z.number().int()), next: z.number().int().nullable() }),
);

export const threadChannels = [
  threadsList,
  threadsRead,
  threadsOutline,
  threadsItems,
  threadsText,
  threadsRecord,
  threadsFind,
] as const;
