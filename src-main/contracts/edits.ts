import * as z from 'zod';
import { channel } from './channel';
import {
  editOutcome,
  editPlan,
  editRequest,
  journalBatch,
  journalEntry,
  planEntry,
  review,
  reviewFinding,
  writerState,
} from './model/edit';

const id = z.string().min(1).max(200);
const from = z.number().int().min(0).default(0);
const count = z.number().int().min(1).max(500).default(200);

/** Says what an edit would change, thread by thread; writes nothing. */
export const editsPlan = channel('edits:plan', z.strictObject({ request: editRequest }), editPlan);

/** Further entries of a plan. `stale` when it was applied or dropped. */
export const editsEntries = channel(
  'edits:entries',
  z.strictObject({ planId: id, from, count }),
  z.object({ entries: z.array(planEntry) }),
);

/** Does what a plan says where every old value is still there. A refused entry is left out. */
export const editsApply = channel('edits:apply', z.strictObject({ planId: id }), editOutcome);

/** Forgets a plan. */
export const editsDrop = channel('edits:drop', z.strictObject({ planId: id }), z.object({}));

/** What was edited, newest first; of one thread when it is named. */
export const editsJournal = channel(
  'edits:journal',
  z.strictObject({ threadId: id.optional(), from, count }),
  z.object({ batches: z.array(journalBatch), total: z.number().int() }),
);

/** One batch and its threads. */
export const editsBatch = channel(
  'edits:batch',
  z.strictObject({ batchId: id, from, count }),
  z.object({ batch: journalBatch, entries: z.array(journalEntry), total: z.number().int() }),
);

/** Whether somebody has the thread open for writing (S-11). */
export const editsWriter = channel('edits:writer', z.strictObject({ threadId: id }), writerState);

const bin = z.object({ threads: z.number().int(), files: z.number().int(), bytes: z.number().int() });

/** How much lies in the bin. */
export const editsBin = channel('edits:bin', z.strictObject({}), bin);

/** Removes the copies of deleted threads for good: their deletion can no longer be undone. */
export const editsEmptyBin = channel('edits:emptyBin', z.strictObject({}), bin);

/** What the auditor has written about a thread so far; kept in Skein's own database. */
export const reviewDraft = review.extend({
  findings: z.array(reviewFinding.extend({ title: z.string().max(500) })).max(1000),
  verdict: review.shape.verdict.nullable(),
});
export type ReviewDraft = z.infer<typeof reviewDraft>;

export const editsReadDraft = channel(
  'edits:readDraft',
  z.strictObject({ threadId: id }),
  z.object({ draft: reviewDraft.nullable(), savedAtMs: z.number().nullable() }),
);

/** Null throws the draft away. */
export const editsSaveDraft = channel(
  'edits:saveDraft',
  z.strictObject({ threadId: id, draft: reviewDraft.nullable() }),
  z.object({}),
);

export const editChannels = [
  editsPlan,
  editsEntries,
  editsApply,
  editsDrop,
  editsJournal,
  editsBatch,
  editsWriter,
  editsBin,
  editsEmptyBin,
  editsReadDraft,
  editsSaveDraft,
] as const;
