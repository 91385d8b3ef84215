import { intoBin, lookForKept, outOfBin } from './kept-file';
import type { StepOf } from './step';
import type { FileStepWork } from './step-work';

/** A file that leaves the home; the bin has it. */
export const binFile: FileStepWork<StepOf<'bin-file'>> = {
  async look(step, places) {
    const where = await lookForKept(step, places);
    return where === 'other' ? 'other' : where === 'home' ? 'before' : 'after';
  },
  perform: intoBin,
  takeBack: outOfBin,
  describe: ({ file, size }) => ({
    target: 'rollout',
    place: file,
    what: `move to the bin, ${size.toLocaleString('en-US')} bytes`,
  }),
};
