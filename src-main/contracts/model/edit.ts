import * as z from 'zod';
import { errorDetail, failure } from '../result';

const threadId = z.string().min(1).max(200);
const turnId = z.string().min(1).max(200);

/** Up to this many threads in one edit. */
export const maxThreadsInEdit = 20_000;
const threadIds = z.array(threadId).min(1).max(maxThreadsInEdit);

/** Absent = leave, null = clear, value = set; trimmed, and empty refused as upstream does. */
const change = (name: string) =>
  z.string().trim().min(1, `gitInfo.${name} must not be empty`).max(4096).nullable().optional();

/** What to do with each git field. */
export const gitChange = z.strictObject({
  branch: change('branch'),
  sha: change('sha'),
  originUrl: change('originUrl'),
});
export type GitChange = z.infer<typeof gitChange>;

/** Limits a git edit to threads whose value is this one now (null: has none): "rename branch a to b". */
export const gitCondition = z.strictObject({
  branch: z.string().nullable().optional(),
  sha: z.string().nullable().optional(),
  originUrl: z.string().nullable().optional(),
});
export type GitCondition = z.infer<typeof gitCondition>;

export const forkBoundary = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latest') }),
  z.strictObject({ kind: z.literal('throughTurn'), turnId }),
  z.strictObject({ kind: z.literal('beforeTurn'), turnId }),
]);
export type ForkBoundary = z.infer<typeof forkBoundary>;

/** One finding of a review, as Codex's own reviewer writes it (formats.md 3.1). */
export const reviewFinding = z.strictObject({
  title: z.string().trim().min(1).max(500),
  body: z.string().max(50_000),
  /** 0 = drop everything, 3 = nice to have. */
  priority: z.number().int().min(0).max(3),
  confidence: z.number().min(0).max(1),
  /** Absolute path of the file; empty when the finding is about no file. */
  file: z.string().max(4096),
  startLine: z.number().int().min(0),
  endLine: z.number().int().min(0),
});
export type ReviewFinding = z.infer<typeof reviewFinding>;

/** What the auditor says about a thread. */
export const review = z.strictObject({
  findings: z.array(reviewFinding).max(1000),
  verdict: z.enum(['patch is correct', 'patch is incorrect']),
  explanation: z.string().max(100_000),
  confidence: z.number().min(0).max(1),
});
export type Review = z.infer<typeof review>;

/** Everything that can be edited. Undoing is an edit like any other. */
export const editRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('git'), threadIds, change: gitChange, where: gitCondition.optional() }),
  z.strictObject({ kind: z.literal('name'), threadId, name: z.string().trim().min(1).max(2000).nullable() }),
  z.strictObject({ kind: z.literal('memory-mode'), threadIds, memoryMode: z.enum(['enabled', 'disabled']) }),
  z.strictObject({ kind: z.literal('archive'), threadIds }),
  z.strictObject({ kind: z.literal('unarchive'), threadIds }),
  z.strictObject({ kind: z.literal('delete'), threadIds }),
  z.strictObject({ kind: z.literal('fork'), threadId, boundary: forkBoundary }),
  /** Legacy threads only: appends the marker, removes nothing. */
  z.strictObject({
    kind: z.literal('rollback'),
    threadId,
    turns: z.number().int().min(1, 'numTurns must be >= 1'),
  }),
  /** Paginated threads only: goes on in a new file. */
  z.strictObject({ kind: z.literal('revert'), threadId, beforeTurnId: turnId }),
  z.strictObject({ kind: z.literal('review'), threadId, review }),
  /** A whole batch of the journal, or some threads of it. */
  z.strictObject({ kind: z.literal('undo'), batchId: z.string().max(100), threadIds: threadIds.optional() }),
]);
export type EditRequest = z.input<typeof editRequest>;
export type ParsedEditRequest = z.infer<typeof editRequest>;
export type EditKind = ParsedEditRequest['kind'];

/** One value of a thread, before and after; null = has none. Origins are shown without credentials. */
export const fieldChange = z.object({
  field: z.enum([
    'git.branch',
    'git.sha',
    'git.originUrl',
    'name',
    'memoryMode',
    'archived',
    'deleted',
    'turns',
    'forkedFrom',
    'review',
  ]),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/** One place on disk that an edit would write to. */
export const plannedWrite = z.object({
  target: z.enum(['rollout', 'state-database', 'history-database', 'name-index', 'bin']),
  /** File relative to the home (or to its SQLite home), with the row where there is one. */
  place: z.string(),
  /** In words, e.g. `append one session_meta line, 1,204 bytes`. */
  what: z.string(),
});
export type PlannedWrite = z.infer<typeof plannedWrite>;

/** Why something in a plan will not be done (`refused`), or what to know before doing it. */
export const planProblem = z.object({
  severity: z.enum(['refused', 'warning']),
  /** Machine-readable, e.g. `in_use`, `archived`, `still_referenced`, `changed_since`. */
  code: z.string(),
  message: z.string(),
  detail: errorDetail.optional(),
});
export type PlanProblem = z.infer<typeof planProblem>;

/** A thread that depends on one that is to be edited, or that is made by the edit. */
export const relatedThread = z.object({
  threadId: z.string(),
  title: z.string(),
  relation: z.enum(['fork', 'sub-agent', 'new']),
});
export type RelatedThread = z.infer<typeof relatedThread>;

/** A turn that leaves (or comes back into) the model's view. */
export const affectedTurn = z.object({
  turnId: z.string(),
  /** Place in the list of everything that happened. */
  index: z.number().int(),
  prompt: z.string(),
});
export type AffectedTurn = z.infer<typeof affectedTurn>;

/** What an edit would do to one thread. Without fields and problems there is nothing to do. */
export const planEntry = z.object({
  threadId: z.string(),
  /** Name or preview. */
  title: z.string(),
  fields: z.array(fieldChange),
  writes: z.array(plannedWrite),
  problems: z.array(planProblem),
  related: z.array(relatedThread),
  /** At most 200; `turns` in `fields` has the whole number. */
  leaving: z.array(affectedTurn),
});
export type PlanEntry = z.infer<typeof planEntry>;

/** How many threads an edit changes, leaves as they are, and may not touch. */
export const planCounts = z.object({
  total: z.number().int(),
  changing: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
});

/**
 * A plan is held by the store until it is applied or dropped; `entries` is its first page: what is left out comes first,
 * then what has a warning, then changes, then what stays as it is.
 */
export const editPlan = z.object({
  planId: z.string(),
  kind: z.string(),
  /** In words, for the journal, e.g. `Set branch to main`. */
  label: z.string(),
  counts: planCounts,
  entries: z.array(planEntry),
});
export type EditPlan = z.infer<typeof editPlan>;

/** What became of a thread that the edit could not finish. */
export const editFailure = z.object({
  threadId: z.string(),
  title: z.string(),
  error: failure,
  /** Writes that were made and stand. Empty: nothing was changed. */
  applied: z.array(plannedWrite),
});
export type EditFailure = z.infer<typeof editFailure>;

export const editOutcome = z.object({
  /** Null when nothing was written. */
  batchId: z.string().nullable(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** At most 500; `failed` is the whole number. */
  failures: z.array(editFailure),
  failed: z.number().int(),
  /** The thread that a fork or a review made. */
  newThreadId: z.string().nullable(),
});
export type EditOutcome = z.infer<typeof editOutcome>;

/** One edit as the journal keeps it. */
export const journalBatch = z.object({
  batchId: z.string(),
  kind: z.string(),
  label: z.string(),
  atMs: z.number(),
  /** User of the system, and the version of Skein. */
  by: z.string(),
  state: z.enum(['applied', 'partly-applied', 'failed', 'undone', 'partly-undone', 'interrupted']),
  changed: z.number().int(),
  failed: z.number().int(),
  /** The batch that this one undid. */
  undoes: z.string().nullable(),
  /** The batch that undid this one last. */
  undoneBy: z.string().nullable(),
  newThreadId: z.string().nullable(),
  /** The first threads, for the list. */
  threads: z.array(z.object({ threadId: z.string(), title: z.string() })),
});
export type JournalBatch = z.infer<typeof journalBatch>;

/** What a batch did to one thread. */
export const journalEntry = z.object({
  threadId: z.string(),
  title: z.string(),
  state: z.enum(['begun', 'applied', 'failed', 'undone']),
  fields: z.array(fieldChange),
  writes: z.array(plannedWrite),
  error: failure.nullable(),
  /** Another program put the old value back after the edit. */
  putBack: z.array(
    z.object({ field: fieldChange.shape.field, value: z.string().nullable(), atMs: z.number() }),
  ),
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** Who may write a thread now. */
export const writerState = z.object({
  state: z.enum(['free', 'ours', 'in_use', 'unknown']),
  /** Where the system tells. */
  holder: z.object({ pid: z.number().int(), program: z.string() }).nullable(),
});
export type WriterState = z.infer<typeof writerState>;
