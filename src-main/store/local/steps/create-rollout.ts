import { StoreError } from '../../errors';
import { fileAt } from './home-place';
import { newRollout } from './new-rollout';
import type { StepOf, StepState } from './step';
import type { FileStepWork, StepPlaces } from './step-work';

type CreateRollout = StepOf<'create-rollout'>;

/** It appears whole or not at all, and its name holds a new id: one that is there is ours, and may have grown. */
async function look(step: CreateRollout, { files }: StepPlaces): Promise<StepState> {
  const there = await fileAt(files, step.file);
  if (!there) return 'before';
  return there.size >= step.size ? 'after' : 'other';
}

/** A new rollout file: a fork, a review, or what a revert goes on in. */
export const createRollout: FileStepWork<CreateRollout> = {
  look,
  async perform(step, { files, reader, writer }) {
    await writer.create(step.file, newRollout(step.content, { root: files.root, reader }));
  },
  async takeBack(step, places) {
    const there = await fileAt(places.files, step.file);
    if (!there) return;
    if (there.size !== step.size) {
      throw new StoreError('conflict', 'somebody has written to the new thread', { file: step.file });
    }
    await places.writer.remove(step.file);
  },
  describe: ({ file, content, size }) => {
    const copies = content.some((part) => part.kind === 'copied-records');
    const how = copies ? 'with the records of its source' : 'that goes on from its source';
    return {
      target: 'rollout',
      place: file,
      what: `make a file ${how}, ${size.toLocaleString('en-US')} bytes`,
    };
  },
};
