import { type EditPlan, type EditRequest, type PlanEntry, editRequest } from '../../contracts/model/edit';
import type { Editing } from '../../store/thread-store';
import { UsageError } from '../usage-error';

/** Entries fetched at once. */
const pageSize = 200;

/** A plan with all of its entries. */
export type WholePlan = EditPlan;

/** Asks what a request would change. `UsageError` for a request that is wrong in itself. */
export async function wholePlan(edits: Editing, request: EditRequest): Promise<WholePlan> {
  const parsed = editRequest.safeParse(request);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join('; '));
  const plan = await edits.plan({ request: parsed.data });
  const entries = [...plan.entries];
  while (entries.length < plan.counts.total) {
    const { planId } = plan;
    const page = await edits.entries({ planId, from: entries.length, count: pageSize });
    if (page.entries.length === 0) break;
    entries.push(...page.entries);
  }
  return { ...plan, entries };
}

/** What becomes of a thread by a plan. */
export function fate(entry: PlanEntry): 'changing' | 'unchanged' | 'refused' {
  if (entry.problems.some(({ severity }) => severity === 'refused')) return 'refused';
  return entry.fields.length > 0 || entry.writes.length > 0 ? 'changing' : 'unchanged';
}
