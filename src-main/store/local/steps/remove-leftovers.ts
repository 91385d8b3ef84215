import { nameIndexFile } from '../name-index/name-index';
import type { Step } from './step';
import type { StepPlaces } from './step-work';

/** Removes what steps may have left beside the files that they make, which appear under another name first. */
export async function removeLeftovers(steps: readonly Step[], { writer }: StepPlaces): Promise<void> {
  for (const file of steps.flatMap(newFile)) {
    // Nobody takes it for a rollout: at worst it takes up room.
    await writer.removeLeftover(file).catch(() => undefined);
  }
}

function newFile(step: Step): string[] {
  switch (step.kind) {
    case 'create-rollout':
    case 'restore-file':
    case 'bin-file':
      return [step.file];
    case 'append-name':
    case 'remove-names':
      return [nameIndexFile];
    default:
      return [];
  }
}
