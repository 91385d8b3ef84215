import { nameIndexFile } from '../name-index/name-index';
import type { Step } from '../steps/step';

/** Files of the home that steps write to, make or remove; relative to the home. */
export function filesOfSteps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    switch (step.kind) {
      case 'move-file':
        return [step.from, step.to];
      case 'append-lines':
      case 'cut-lines':
      case 'create-rollout':
      case 'bin-file':
      case 'restore-file':
        return [step.file];
      case 'append-name':
      case 'remove-names':
        return [nameIndexFile];
      default:
        return [];
    }
  });
}
