import type { PlanEntry, PlannedWrite } from '../../../contracts/model/edit';
import type { Failure } from '../../../contracts/result';
import { StoreError, toFailure } from '../../errors';
import { classifyFileError } from '../classify-error';
import type { BatchRecord } from '../journal/journal-entry';
import type { ThreadLocks } from '../locks/thread-locks';
import { runSteps } from '../steps/run-steps';
import type { Step } from '../steps/step';
import { describeStep } from '../steps/step-table';
import { isRefused } from './plan-entry';
import type { PlannedThread, PlanSources } from './planner';

/** What became of one thread of a plan. */
export type ThreadOutcome =
  | { result: 'unchanged' }
  | { result: 'changed'; steps: Step[]; newThreadId: string | null }
  | { result: 'failed'; error: Failure; applied: PlannedWrite[]; steps: Step[] };

export interface ApplyParts {
  locks: Pick<ThreadLocks, 'withThreadLocks'>;
  sources: PlanSources;
  /** What the user saw. */
  entry: PlanEntry;
  /** Plans the thread as it is now. */
  replan(): Promise<PlannedThread>;
  /** The plan concerns other locks than the thread's own: it is made before they are known. */
  locksOthers: boolean;
  batch: BatchRecord;
}

/**
 * Does what was planned for one thread, if it still is what the user saw: plans it again with the lock held, notes
 * the steps in the journal, does them and reads them back. Never rejects.
 */
export async function applyThread(parts: ApplyParts): Promise<ThreadOutcome> {
  const { locks, entry, replan, locksOthers } = parts;
  try {
    if (!locksOthers) {
      return await locks.withThreadLocks([entry.threadId], async () => perform(await replan(), parts));
    }
    const planned = await replan();
    return await locks.withThreadLocks(locksOf(planned), () => perform(planned, parts));
  } catch (error) {
    const failed = classifyFileError(error, entry.threadId);
    return { result: 'failed', error: toFailure(failed), applied: [], steps: [] };
  }
}

async function perform(planned: PlannedThread, parts: ApplyParts): Promise<ThreadOutcome> {
  const { sources, entry, batch } = parts;
  const { threadId, title, fields, steps } = planned;
  const refusal = planned.problems.find(({ severity }) => severity === 'refused');
  if (refusal && isRefused(planned)) {
    throw new StoreError('conflict', refusal.message, { ...refusal.detail, reason: refusal.code });
  }
  if (JSON.stringify(fields) !== JSON.stringify(entry.fields)) {
    const message = `thread ${threadId} changed since the plan was made`;
    throw new StoreError('conflict', message, { reason: 'changed_since' });
  }
  if (steps.length === 0) return { result: 'unchanged' };

  const { journal, places } = sources;
  const { batchId } = batch;
  const newThreadId = planned.newThreadId ?? null;
  const writes = steps.map(describeStep);
  journal.begin(
    { ...batch, newThreadId },
    { threadId, title, fields, writes, steps, locks: locksOf(planned) },
  );
  const outcome = await runSteps(steps, places);
  if (outcome.done) {
    try {
      journal.applied(batchId, threadId);
    } catch (cause) {
      // It stands, and its entry is found and ended at the next start.
      const message = `It was done, but cannot be undone before Skein starts again: ${toFailure(cause).message}`;
      return { result: 'failed', error: { code: 'partial', message }, applied: writes, steps };
    }
    return { result: 'changed', steps, newThreadId };
  }
  const applied = outcome.standing.map(describeStep);
  const error = stepsFailure(outcome.error, applied);
  try {
    journal.failed(batchId, threadId, error);
  } catch {
    // Why it failed matters more; its entry is found and ended at the next start.
  }
  return { result: 'failed', error, applied, steps };
}

/** The error of steps that failed: `partial`, naming what stands, when not all could be taken back. */
export function stepsFailure(error: unknown, standing: readonly PlannedWrite[]): Failure {
  const failure = toFailure(classifyFileError(error, 'a file of the thread'));
  if (standing.length === 0) return failure;
  const places = standing.map(({ place, what }) => `${place}: ${what}`).join('; ');
  return {
    code: 'partial',
    message: `${failure.message} What was done before could not be taken back: ${places}`,
    detail: { ...failure.detail, cause: failure.code },
  };
}

function locksOf({ threadId, locks }: PlannedThread): string[] {
  return locks ?? [threadId];
}
