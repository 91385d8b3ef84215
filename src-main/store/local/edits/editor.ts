import { randomUUID } from 'node:crypto';
import type {
  EditFailure,
  EditOutcome,
  EditPlan,
  ParsedEditRequest,
  PlanEntry,
} from '../../../contracts/model/edit';
import { editRequest } from '../../../contracts/model/edit';
import { reviewDraft } from '../../../contracts/edits';
import { StoreError } from '../../errors';
import type { Editing } from '../../thread-store';
import type { StoreEvent } from '../../types';
import type { Bin } from '../bin/bin';
import type { Journal } from '../journal/journal';
import type { BatchRecord } from '../journal/journal-entry';
import type { ThreadLocks } from '../locks/thread-locks';
import type { Step } from '../steps/step';
import { applyThread, type ThreadOutcome } from './apply-thread';
import { isRefused, planEntry, unplannedEntry, writerProblem } from './plan-entry';
import { type HeldPlan, PlanStore } from './plan-store';
import type { PlannedThread, Planner, PlanSources } from './planner';
import type { Planners } from './planners';
import { createPlanSources, type SourceParts } from './plan-sources';

export interface EditorParts extends SourceParts {
  planners: Planners;
  locks: ThreadLocks;
  bin: Bin;
  /** User and version, for the journal. */
  by: string;
  emit(event: StoreEvent): void;
  /** Steps were done, or tried: their places are to be looked at again. */
  onSteps(threadIds: readonly string[], steps: readonly Step[]): Promise<void>;
}

const firstEntries = 200;
const pageSize = 200;
const maxFailures = 500;
const progressMs = 100;

/** Edits by the user: planned, applied where the old values still stand, journalled, undone. */
export function createEditor(parts: EditorParts): Editing {
  const { planners, locks, journal, bin, emit, now } = parts;
  const plans = new PlanStore();

  /** The planner of a request, with the request bound to it. */
  function plannerOf(request: ParsedEditRequest) {
    const planner = planners[request.kind] as Planner<ParsedEditRequest>;
    return {
      label: (sources: PlanSources) => planner.label(request, sources),
      threadIds: (sources: PlanSources) => planner.threadIds(request, sources),
      planThread: (threadId: string, sources: PlanSources) => planner.planThread(threadId, request, sources),
    };
  }

  async function planThread(
    threadId: string,
    planner: ReturnType<typeof plannerOf>,
    sources: PlanSources,
  ): Promise<PlannedThread> {
    try {
      const planned = await planner.planThread(threadId, sources);
      if (planned.steps.length === 0 || isRefused(planned)) return planned;
      for (const locked of planned.locks ?? [planned.threadId]) {
        const problem = await writerProblem(locks, locked);
        if (problem) return { ...planned, problems: [...planned.problems, problem] };
      }
      return planned;
    } catch (error) {
      if (error instanceof StoreError) return unplannedEntry(threadId, sources.title(threadId), error);
      throw error;
    }
  }

  async function plan(request: ParsedEditRequest): Promise<EditPlan> {
    const planner = plannerOf(request);
    const sources = await createPlanSources(parts, false);
    const label = planner.label(sources);
    const entries: PlanEntry[] = [];
    const counts = { total: 0, changing: 0, unchanged: 0, refused: 0 };
    const locksOthers = new Set<string>();
    for (const threadId of planner.threadIds(sources)) {
      const planned = await planThread(threadId, planner, sources);
      entries.push(planEntry(planned));
      counts.total += 1;
      counts[isRefused(planned) ? 'refused' : planned.steps.length > 0 ? 'changing' : 'unchanged'] += 1;
      if (planned.locks) locksOthers.add(planned.threadId);
    }
    const shown = entries.toSorted((a, b) => concernOf(a) - concernOf(b));
    const held = plans.keep({ request, label, counts, entries, shown, locksOthers });
    const { planId } = held;
    return { planId, kind: request.kind, label, counts, entries: shown.slice(0, firstEntries) };
  }

  async function apply(held: HeldPlan): Promise<EditOutcome> {
    const { planId, request, label, counts, locksOthers } = held;
    const planner = plannerOf(request);
    const sources = await createPlanSources(parts, true);
    const batch: BatchRecord = {
      ...{ batchId: randomUUID(), kind: request.kind, label, atMs: now().getTime(), by: parts.by },
      undoes: request.kind === 'undo' ? request.batchId : null,
      ...{ newThreadId: null, total: counts.changing },
    };
    const outcome: EditOutcome = {
      ...{ batchId: null, changed: 0, unchanged: counts.unchanged },
      ...{ failures: [], failed: 0, newThreadId: null },
    };
    const touched: { threadIds: string[]; steps: Step[] } = { threadIds: [], steps: [] };
    const wanted = held.entries.filter((entry) => !isRefused(entry) && entry.writes.length > 0);
    let told = 0;
    for (const [n, entry] of wanted.entries()) {
      if (performance.now() - told > progressMs) {
        told = performance.now();
        emit({ type: 'edit-progress', planId, done: n, total: wanted.length });
      }
      const one = await applyThread({
        ...{ locks, sources, entry, batch, locksOthers: locksOthers.has(entry.threadId) },
        replan: () => planner.planThread(entry.threadId, sources),
      });
      count(outcome, entry, one);
      if (one.result === 'unchanged' || one.steps.length === 0) continue;
      outcome.batchId = batch.batchId;
      touched.threadIds.push(entry.threadId, ...(outcome.newThreadId === null ? [] : [outcome.newThreadId]));
      touched.steps.push(...one.steps);
    }
    if (wanted.length > 1) emit({ type: 'edit-progress', planId, done: wanted.length, total: wanted.length });
    if (outcome.batchId !== null) {
      try {
        journal.finished(outcome.batchId);
      } catch {
        // What was done is told all the same; the journal shows the batch as interrupted, at worst.
      }
      await parts.onSteps(touched.threadIds, touched.steps);
      const { undoes } = batch;
      const batchIds = undoes === null ? [outcome.batchId] : [outcome.batchId, undoes];
      emit({ type: 'journal-changed', reason: 'edited', batchIds });
    }
    return outcome;
  }

  return {
    async plan({ request }) {
      const parsed = editRequest.safeParse(request);
      if (!parsed.success) {
        throw new StoreError('invalid_request', parsed.error.issues[0]?.message ?? 'invalid edit');
      }
      checkRequest(parsed.data);
      return plan(parsed.data);
    },
    async entries({ planId, from = 0, count: wanted = pageSize }) {
      return { entries: plans.get(planId).shown.slice(from, from + wanted) };
    },
    apply: async ({ planId }) => apply(plans.take(planId)),
    drop: async ({ planId }) => plans.drop(planId),
    journal: async (params) => journal.page(params),
    batch: async (params) => journal.batchPage(params),
    writer: ({ threadId }) => locks.state(threadId),
    bin: () => bin.total(),
    emptyBin: () => bin.empty(() => binNamesInUse(journal)),
    async readDraft({ threadId }) {
      const kept = journal.readDraft(threadId);
      if (!kept) return { draft: null, savedAtMs: null };
      return { draft: reviewDraft.parse(JSON.parse(kept.draft)), savedAtMs: kept.savedAtMs };
    },
    async saveDraft({ threadId, draft }) {
      journal.saveDraft(threadId, draft === null ? null : JSON.stringify(draft), now().getTime());
    },
  };
}

/** What edits that are going on, here or in another Skein, or were interrupted, may have to bring back. */
function binNamesInUse(journal: Journal): Set<string> {
  const steps = journal.begun().flatMap((entry) => entry.steps);
  return new Set(steps.flatMap((step) => ('binName' in step ? [step.binName] : [])));
}

/** What a schema cannot say. */
function checkRequest(request: ParsedEditRequest): void {
  if (request.kind === 'git' && Object.values(request.change).every((value) => value === undefined)) {
    throw new StoreError('invalid_request', 'gitInfo must include at least one field');
  }
}

function count(outcome: EditOutcome, { threadId, title }: PlanEntry, one: ThreadOutcome): void {
  if (one.result === 'unchanged') outcome.unchanged += 1;
  else if (one.result === 'changed') {
    outcome.changed += 1;
    outcome.newThreadId = one.newThreadId ?? outcome.newThreadId;
  } else {
    const failure: EditFailure = { threadId, title, error: one.error, applied: one.applied };
    outcome.failed += 1;
    if (outcome.failures.length < maxFailures) outcome.failures.push(failure);
  }
}

/** What the user has to see first: what is left out, then warnings, then changes. */
function concernOf({ problems, fields }: PlanEntry): number {
  if (problems.some(({ severity }) => severity === 'refused')) return 0;
  if (problems.length > 0) return 1;
  return fields.length > 0 ? 2 : 3;
}
