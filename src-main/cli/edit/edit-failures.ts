import type { EditOutcome, PlannedWrite } from '../../contracts/model/edit';
import type { ErrorDetail } from '../../contracts/result';
import type { WholePlan } from './whole-plan';

/** A thread that was not edited: why, and what of it stands all the same. */
export interface NotEdited {
  threadId: string;
  title: string;
  error: { code: string; message: string; detail?: ErrorDetail };
  applied: readonly PlannedWrite[];
}

/** The threads that a plan refuses. */
export function refusedBy(plan: WholePlan): NotEdited[] {
  return plan.entries.flatMap(({ threadId, title, problems }) => {
    const refused = problems.filter(({ severity }) => severity === 'refused');
    const [first] = refused;
    if (!first) return [];
    const message = refused.map((one) => one.message).join('; ');
    const error = { code: first.code, message, ...(first.detail && { detail: first.detail }) };
    return [{ threadId, title, error, applied: [] }];
  });
}

/** All threads that were not edited: those that the plan refused, then those that failed. */
export function notEdited(plan: WholePlan, outcome: EditOutcome): NotEdited[] {
  return [...refusedBy(plan), ...outcome.failures];
}
