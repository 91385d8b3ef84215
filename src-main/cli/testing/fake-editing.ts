import type { EditOutcome, EditPlan, JournalBatch, PlanEntry } from '../../contracts/model/edit';
import type { StoreError } from '../../store/errors';
import type { Editing } from '../../store/thread-store';
import type { ParsedEditRequest } from '../../store/types';

/** What a fake edit answers; whatever is absent is a plain one. */
export interface FakeEdits {
  entries?: PlanEntry[];
  outcome?: Partial<EditOutcome>;
  batches?: JournalBatch[];
  /** Entries of a plan that come with it; the rest is asked for. */
  firstPage?: number;
  /** What planning rejects with. */
  refuses?: StoreError;
}

/** One thread of a plan. */
export function planEntry(threadId: string, changes: Partial<PlanEntry> = {}): PlanEntry {
  return {
    threadId,
    title: `Title of ${threadId}`,
    fields: [{ field: 'git.branch', before: 'main', after: 'dev' }],
    writes: [
      { target: 'rollout', place: 'sessions/a.jsonl', what: 'append one session_meta line, 1,204 bytes' },
    ],
    problems: [],
    related: [],
    leaving: [],
    ...changes,
  };
}

/** A thread of a plan that must not be touched. */
export function refusedEntry(threadId: string, code: string, message: string): PlanEntry {
  const nothing = { fields: [], writes: [] };
  return planEntry(threadId, { ...nothing, problems: [{ severity: 'refused', code, message }] });
}

/** One edit in the journal. */
export function batch(batchId: string, changes: Partial<JournalBatch> = {}): JournalBatch {
  return {
    batchId,
    kind: 'git',
    label: `Edit ${batchId}`,
    atMs: 1_795_370_845_000,
    by: 'ada, Skein 0.1.0',
    state: 'applied',
    changed: 1,
    failed: 0,
    undoes: null,
    undoneBy: null,
    newThreadId: null,
    threads: [],
    ...changes,
  };
}

/** An editing store that plans and does what it was given, and keeps a list of what it was asked. */
export function fakeEditing({
  entries = [],
  outcome,
  batches = [],
  firstPage = 200,
  refuses,
}: FakeEdits = {}) {
  const calls: string[] = [];
  const requests: ParsedEditRequest[] = [];
  const refused = entries.filter(({ problems }) => problems.some((one) => one.severity === 'refused')).length;
  const changing = entries.filter(({ fields }) => fields.length > 0).length;
  const unchanged = entries.length - refused - changing;
  const bin = { threads: 2, files: 3, bytes: 4096 };
  const unused = () => Promise.reject(new Error('not asked for in this test'));
  const edits: Editing = {
    async plan({ request }) {
      calls.push('plan');
      requests.push(request);
      if (refuses) throw refuses;
      return {
        planId: 'p1',
        kind: request.kind,
        label: 'Set branch to dev',
        counts: { total: entries.length, changing, unchanged, refused },
        entries: entries.slice(0, firstPage),
      } satisfies EditPlan;
    },
    async entries({ planId, from = 0, count = 200 }) {
      calls.push(`entries ${planId}`);
      return { entries: entries.slice(from, from + count) };
    },
    async apply({ planId }) {
      calls.push(`apply ${planId}`);
      return {
        batchId: 'b1',
        changed: changing,
        unchanged,
        failures: [],
        failed: 0,
        newThreadId: null,
        ...outcome,
      };
    },
    async drop({ planId }) {
      calls.push(`drop ${planId}`);
    },
    async journal({ threadId, from = 0, count = 200 }) {
      calls.push(`journal ${threadId ?? 'all'} ${from} ${count}`);
      return { batches: batches.slice(from, from + count), total: batches.length };
    },
    async bin() {
      return bin;
    },
    async emptyBin() {
      calls.push('emptyBin');
      return bin;
    },
    batch: unused,
    writer: unused,
    readDraft: unused,
    saveDraft: unused,
  };
  return { edits, calls, requests };
}
