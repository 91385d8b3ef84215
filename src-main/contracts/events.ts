import * as z from 'zod';
import { storeState } from './app';
import { homeDescription } from './model/home';

/** What main tells the window without being asked; carried on one ordered stream with the replies. */
export const skeinEvent = z.discriminatedUnion('type', [
  /** The list changed; null = anything may have. */
  z.object({ type: z.literal('threads-changed'), threadIds: z.array(z.string()).nullable() }),
  /** A scan went on, or an open thread grew. Turns from `changedFrom` on are to be read again. */
  z.object({
    type: z.literal('thread-scanned'),
    threadId: z.string(),
    revision: z.string(),
    turnCount: z.number().int(),
    itemCount: z.number().int(),
    changedFrom: z.number().int(),
    complete: z.boolean(),
    scannedBytes: z.number().int(),
    totalBytes: z.number().int(),
  }),
  z.object({ type: z.literal('index-progress'), done: z.number().int(), total: z.number().int() }),
  z.object({ type: z.literal('home-changed'), home: homeDescription }),
  z.object({ type: z.literal('store-state'), store: storeState }),
  /** An edit of many threads goes on. */
  z.object({
    type: z.literal('edit-progress'),
    planId: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  /** The journal has something new: an edit, one that was finished or undone after a crash, a value put back. */
  z.object({
    type: z.literal('journal-changed'),
    reason: z.enum(['edited', 'recovered', 'put-back']),
    batchIds: z.array(z.string()),
  }),
  /** A menu or system command for the renderer, e.g. `find` or `settings`. */
  z.object({ type: z.literal('command'), command: z.string() }),
]);
export type SkeinEvent = z.infer<typeof skeinEvent>;
