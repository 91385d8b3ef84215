import { intoBin, lookForKept, outOfBin } from './kept-file';
import type { StepOf } from './step';
import type { FileStepWork } from './step-work';

/** A file that comes back from the bin. */
export const restoreFile: FileStepWork<StepOf<'restore-file'>> = {
  async look(step, places) {
    const where = await lookForKept(step, places);
    return where === 'other' ? 'other' : where === 'bin' ? 'before' : 'after';
  },
  perform: outOfBin,
  takeBack: intoBin,
  describe: ({ file, size }) => ({
    target: 'rollout',
    place: file,
    what: `bring back from the bin, ${size.toLocaleString('en-US')} bytes`,
  }),
};
