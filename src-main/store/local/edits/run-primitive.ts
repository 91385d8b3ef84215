import { StoreError } from '../../errors';
import { runSteps } from '../steps/run-steps';
import type { Step } from '../steps/step';
import { describeStep } from '../steps/step-table';
import { stepsFailure } from './apply-thread';
import type { EditingHandle } from './open-editing';

/** Does steps without a journal entry, for the writing primitives of the store. Rejects like an edit fails. */
export async function runPrimitive(
  { sourceParts, onSteps }: Pick<EditingHandle, 'sourceParts' | 'onSteps'>,
  threadId: string,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return;
  const outcome = await runSteps(steps, sourceParts.places);
  await onSteps([threadId], steps);
  if (outcome.done) return;
  if (outcome.standing.length === 0) throw outcome.error;
  const { code, message, detail } = stepsFailure(outcome.error, outcome.standing.map(describeStep));
  throw new StoreError(code, message, detail, { cause: outcome.error });
}
