import { StoreError } from '../../errors';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';

/**
 * The steps that take back steps that were done, each place as it was. Files that appear come first, then rows that
 * change, then files and rows that go: at no moment does a row name a file that is not there yet.
 */
export function inverseSteps(steps: readonly Step[], places: StepPlaces): Step[] {
  const inverse = steps.toReversed().flatMap((step) => inverseOf(step, places));
  return inverse.sort((a, b) => rank(a) - rank(b));
}

function inverseOf(step: Step, { bin }: StepPlaces): Step[] {
  switch (step.kind) {
    case 'append-lines': {
      const { at, ...rest } = step;
      return [{ ...rest, kind: 'cut-lines', to: at }];
    }
    case 'cut-lines': {
      const { to, ...rest } = step;
      return [{ ...rest, kind: 'append-lines', at: to }];
    }
    case 'move-file': {
      const { from, to, mtimeMs, mtimeBeforeMs } = step;
      const times = {
        mtimeMs: mtimeMs === null ? null : mtimeBeforeMs,
        mtimeBeforeMs: mtimeMs ?? mtimeBeforeMs,
      };
      return [{ kind: 'move-file', from: to, to: from, ...times }];
    }
    case 'bin-file':
      return [{ ...step, kind: 'restore-file' }];
    case 'restore-file':
      return [{ ...step, kind: 'bin-file' }];
    case 'update-row':
      return [{ ...step, before: step.after, after: step.before }];
    case 'delete-rows': {
      const count = bin.rowsOf(step.binName).length;
      if (count === 0) throw cannotUndo('The bin was emptied: the rows are gone.');
      return [{ ...step, kind: 'restore-rows', count }];
    }
    case 'restore-rows':
      return [{ ...step, kind: 'delete-rows' }];
    case 'append-name': {
      const { threadId, before, line } = step;
      if (before === null) return [{ kind: 'remove-names', threadId, lines: [line] }];
      return [{ kind: 'append-name', threadId, before: line, line: before }];
    }
    case 'remove-names': {
      const line = step.lines.at(-1);
      return line === undefined ? [] : [{ kind: 'append-name', threadId: step.threadId, before: null, line }];
    }
    case 'create-rollout':
    case 'insert-row':
    case 'project-lines':
      throw cannotUndo('What was made can only be deleted.');
  }
}

function rank(step: Step): number {
  switch (step.kind) {
    case 'bin-file':
      return 2;
    case 'delete-rows':
      return 3;
    case 'append-name':
    case 'remove-names':
      return 4;
    case 'update-row':
    case 'insert-row':
    case 'restore-rows':
    case 'project-lines':
      return 1;
    default:
      return 0;
  }
}

function cannotUndo(message: string): StoreError {
  return new StoreError('conflict', message, { reason: 'cannot_undo' });
}
