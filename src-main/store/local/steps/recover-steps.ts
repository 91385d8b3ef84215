import { lookAtSteps, runSteps, type StepsOutcome } from './run-steps';
import { removeLeftovers } from './remove-leftovers';
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
  const states = await lookAtSteps(steps, places);
  if (states.every((state) => state === 'before')) {
    await removeLeftovers(steps, places);
    return 'nothing';
  }
  return runSteps(steps, places, true);
}
