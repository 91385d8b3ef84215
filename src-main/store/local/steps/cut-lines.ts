import { whatOf } from './append-lines';
import { addLines, type LinesInFile, lookForLines, removeLines } from './appended-lines';
import { fileAt } from './home-place';
import { lineBytes } from './line-bytes';
import type { StepOf } from './step';
import type { FileStepWork } from './step-work';

type CutLines = StepOf<'cut-lines'>;

const linesOf = ({ to, ...step }: CutLines): LinesInFile => ({ ...step, at: to });

/** The end of a rollout taken away, which undoes an `append-lines` that nothing follows. */
export const cutLines: FileStepWork<CutLines> = {
  async look(step, places) {
    const there = await fileAt(places.files, step.file);
    if (there === null || there.size > step.to + lineBytes(step).length) return 'other';
    const state = await lookForLines(linesOf(step), places);
    if (state === 'other' || state === 'half') return state;
    return state === 'after' ? 'before' : 'after';
  },
  perform: (step, places) => removeLines(linesOf(step), places),
  takeBack: (step, places) => addLines(linesOf(step), places),
  describe: (step) => ({ target: 'rollout', place: step.file, what: `cut off ${whatOf(step)}` }),
};
