import type { PlannedWrite } from '../../../contracts/model/edit';
import { appendLines } from './append-lines';
import { appendName } from './append-name';
import { binFile } from './bin-file';
import { createRollout } from './create-rollout';
import { cutLines } from './cut-lines';
import { deleteRows } from './delete-rows';
import { insertRow } from './insert-row';
import { moveFile } from './move-file';
import { projectLines } from './project-lines';
import { removeNames } from './remove-names';
import { restoreFile } from './restore-file';
import { restoreRows } from './restore-rows';
import type { FileStep, RowStep, Step, StepOf } from './step';
import type { FileStepWork, RowStepWork } from './step-work';
import { updateRow } from './update-row';

type FileWork = { [Kind in FileStep['kind']]: FileStepWork<StepOf<Kind>> };
type RowWork = { [Kind in RowStep['kind']]: RowStepWork<StepOf<Kind>> };

/** How each kind of step on files is done. */
const fileWork: FileWork = {
  'append-lines': appendLines,
  'cut-lines': cutLines,
  'create-rollout': createRollout,
  'move-file': moveFile,
  'bin-file': binFile,
  'restore-file': restoreFile,
  'append-name': appendName,
  'remove-names': removeNames,
};

/** How each kind of step on rows is done. */
const rowWork: RowWork = {
  'update-row': updateRow,
  'insert-row': insertRow,
  'delete-rows': deleteRows,
  'restore-rows': restoreRows,
  'project-lines': projectLines,
};

/** The part of a plan that a step is, as the user reads it. */
export function describeStep(step: Step): PlannedWrite {
  return 'database' in step ? rowWorkOf(step).describe(step) : fileWorkOf(step).describe(step);
}

/** A table's entry for a step; that the kinds match is what its type says. */
export function fileWorkOf<One extends FileStep>(step: One): FileStepWork<One> {
  return fileWork[step.kind] as unknown as FileStepWork<One>;
}

export function rowWorkOf<One extends RowStep>(step: One): RowStepWork<One> {
  return rowWork[step.kind] as unknown as RowStepWork<One>;
}
