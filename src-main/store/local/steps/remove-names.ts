import { nameIndexFile } from '../name-index/name-index';
import { nameLines, nameLinesOf } from './name-lines';
import type { StepOf } from './step';
import type { FileStepWork, StepPlaces } from './step-work';

/** Everything but the thread's lines, as it stands. */
async function* others(threadId: string, { files }: StepPlaces): AsyncGenerator<Uint8Array> {
  for await (const { threadId: id, bytes, complete } of nameLines(files)) {
    if (id === threadId) continue;
    yield bytes;
    if (complete) yield Buffer.from('\n');
  }
}

/** The name index written anew without a thread, as Codex does when it deletes one. */
export const removeNames: FileStepWork<StepOf<'remove-names'>> = {
  async look({ threadId }, { files }) {
    return (await nameLinesOf(files, threadId)).length > 0 ? 'before' : 'after';
  },
  perform: (step, places) =>
    places.nameLock(() => places.writer.replace(nameIndexFile, others(step.threadId, places))),
  takeBack: (step, places) =>
    places.nameLock(async () => {
      if ((await nameLinesOf(places.files, step.threadId)).length > 0) return;
      const file = await places.writer.openForAppend(nameIndexFile);
      try {
        const lines = step.lines.map((line) => `${line}\n`).join('');
        await file.append(Buffer.from(file.endsWithNewline ? lines : `\n${lines}`, 'utf8'));
      } finally {
        await file.close();
      }
    }),
  describe: ({ lines }) => ({
    target: 'name-index',
    place: nameIndexFile,
    what: `take out ${lines.length === 1 ? 'one line' : `${lines.length} lines`}`,
  }),
};
