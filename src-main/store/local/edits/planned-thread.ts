import type { PlanProblem } from '../../../contracts/model/edit';
import type { PlannedThread } from './planner';
import type { ThreadFacts } from './thread-facts';

/** A thread that an edit keeps off, with the reason. */
export function refused(code: string, message: string): PlanProblem {
  return { severity: 'refused', code, message };
}

/** What to know before it is done. */
export function warning(code: string, message: string): PlanProblem {
  return { severity: 'warning', code, message };
}

/** An entry of a plan, as yet without anything to do. */
export function nothingToDo({ threadId, title }: Pick<ThreadFacts, 'threadId' | 'title'>): PlannedThread {
  return { threadId, title, fields: [], problems: [], steps: [] };
}

/** An entry of a plan that will not be done. */
export function refusedThread(
  facts: Pick<ThreadFacts, 'threadId' | 'title'>,
  problem: PlanProblem,
): PlannedThread {
  return { ...nothingToDo(facts), problems: [problem] };
}
