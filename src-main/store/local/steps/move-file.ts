import { StoreError } from '../../errors';
import { fileAt, isMtime } from './home-place';
import type { StepOf, StepState } from './step';
import type { FileStepWork, StepPlaces } from './step-work';

type MoveFile = StepOf<'move-file'>;

async function look(step: MoveFile, { files }: StepPlaces): Promise<StepState> {
  const [from, to] = [await fileAt(files, step.from), await fileAt(files, step.to)];
  if (from !== null) return to === null ? 'before' : 'other';
  if (to === null) return 'other';
  // Moved, but its time not set yet: a crash came between the two.
  const { mtimeMs, mtimeBeforeMs } = step;
  const isUntouched = mtimeMs !== null && isMtime(to, mtimeBeforeMs) && !isMtime(to, mtimeMs);
  return isUntouched ? 'half' : 'after';
}

/** A file that changes its place, and its modification time if asked. */
export const moveFile: FileStepWork<MoveFile> = {
  look,
  async perform(step, places) {
    if ((await look(step, places)) !== 'half') await places.writer.move(step.from, step.to);
    if (step.mtimeMs !== null) await places.writer.touch(step.to, step.mtimeMs);
  },
  async takeBack(step, places) {
    const state = await look(step, places);
    if (state === 'before') return;
    if (state === 'other') throw new StoreError('conflict', `${step.to} is not where it was left`);
    await places.writer.move(step.to, step.from);
    if (step.mtimeMs !== null) await places.writer.touch(step.from, step.mtimeBeforeMs);
  },
  describe: ({ from, to, mtimeMs }) => ({
    target: 'rollout',
    place: from,
    what: `move to ${to}${mtimeMs === null ? '' : ', modified now'}`,
  }),
};
