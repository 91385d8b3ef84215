import type { PlanEntry, PlanProblem } from '../../../contracts/model/edit';
import { toFailure } from '../../errors';
import type { ThreadLocks } from '../locks/thread-locks';
import { describeStep } from '../steps/step-table';
import { refused } from './planned-thread';
import type { PlannedThread } from './planner';

/** At most this many turns are named. */
const maxLeaving = 200;

/** What the user sees of a planned thread. */
export function planEntry(planned: PlannedThread): PlanEntry {
  const { threadId, title, fields, problems, related = [], leaving = [], steps } = planned;
  const writes = isRefused({ problems }) ? [] : steps.map(describeStep);
  return { threadId, title, fields, writes, problems, related, leaving: leaving.slice(0, maxLeaving) };
}

/** Whether a problem keeps the thread out of the edit. */
export function isRefused({ problems }: { problems: readonly PlanProblem[] }): boolean {
  return problems.some(({ severity }) => severity === 'refused');
}

/** An entry for a thread that could not be planned, with the reason. */
export function unplannedEntry(threadId: string, title: string, error: unknown): PlannedThread {
  const { code, message, detail } = toFailure(error);
  const problem: PlanProblem = { severity: 'refused', code: String(detail?.reason ?? code), message };
  if (detail) problem.detail = detail;
  return { threadId, title, fields: [], problems: [problem], steps: [] };
}

/** The problem that a thread is open for writing somewhere; null when it is free. */
export async function writerProblem(locks: ThreadLocks, threadId: string): Promise<PlanProblem | null> {
  const { state, holder } = await locks.state(threadId);
  switch (state) {
    case 'free':
      return null;
    case 'ours':
      return refused('in_use', 'The thread is open for writing in Skein.');
    case 'unknown':
      return refused('no_locks', 'Writer locks cannot be had on this system, so nothing is written.');
    case 'in_use': {
      const problem = refused('in_use', `thread ${threadId} already has an active writer`);
      return holder ? { ...problem, detail: { ...holder } } : problem;
    }
  }
}
