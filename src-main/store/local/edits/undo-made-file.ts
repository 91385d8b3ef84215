import type { EntryRecord } from '../journal/journal-entry';
import { fileAt } from '../steps/home-place';
import type { Step, StepOf } from '../steps/step';
import { inverseSteps } from './inverse-steps';
import { refused } from './planned-thread';
import { deleteSteps } from './plan-delete';
import type { PlanSources } from './planner';
import { dependentForks } from './related-threads';
import type { PlanProblem } from '../../../contracts/model/edit';

/**
 * Undoes what made a file: the new thread of a fork or review goes into the bin, and a thread that was reverted goes on
 * in its old file. Refused when anything was written to the file since, or another thread goes on from it.
 */
export async function undoMadeFile(
  entry: EntryRecord,
  made: StepOf<'create-rollout'>,
  newThreadId: string | null,
  sources: PlanSources,
): Promise<{ steps: Step[]; problem: PlanProblem | null }> {
  const there = await fileAt(sources.places.files, made.file);
  const nothing = (code: string, message: string) => ({ steps: [], problem: refused(code, message) });
  if (there === null) return nothing('changed_since', `${made.file} is not there any more.`);
  if (there.size !== made.size)
    return nothing('changed_since', 'Somebody has gone on in the new file since.');
  const facts = await sources.facts(newThreadId ?? entry.threadId);
  const file = facts.files.find((one) => one.file === made.file);
  if (!file) return nothing('changed_since', `${made.file} belongs to another thread now.`);
  const newOnly = { ...facts, files: [file] };
  if (dependentForks(newOnly, sources).length > 0) {
    return nothing('still_referenced', 'Another thread goes on from the new file.');
  }
  const gone = await deleteSteps(newOnly, sources, newThreadId === null ? 'file' : 'thread');
  // Of a fork everything is new; of a revert the row was there before.
  const kept = entry.steps.filter((step) => newThreadId === null && step.kind === 'update-row');
  return { steps: [...inverseSteps(kept, sources.places), ...gone], problem: null };
}
