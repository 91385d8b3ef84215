import { lookAtSteps, runSteps, type StepsOutcome } from './run-steps';
import type { Step } from './step';
import type { StepPlaces } from './step-work';

/**
 * Ends what a crash interrupted: `nothing` when none of it was done, else all of it is done, or taken back where it
 * cannot be any more. The threads concerned are locked.
 */
export async function recoverSteps(
  steps: readonly Step[],
  places: StepPlaces,
): Promise<StepsOutcome | 'nothing'> {
  for (const file of steps.flatMap(newFile)) await places.writer.removeLeftover(file);
  const states = await lookAtSteps(steps, places);
  if (states.every((state) => state === 'before')) return 'nothing';
  return runSteps(steps, places, true);
}

/** Files that appear under another name first. */
function newFile(step: Step): string[] {
  if (step.kind === 'create-rollout' || step.kind === 'restore-file') return [step.file];
  if (step.kind === 'remove-names') return ['session_index.jsonl'];
  return step.kind === 'bin-file' ? [step.file] : [];
}
