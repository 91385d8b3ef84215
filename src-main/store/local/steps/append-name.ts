import { StoreError } from '../../errors';
import { nameIndexFile } from '../name-index/name-index';
import { bytesAt, fileAt } from './home-place';
import { nameLinesOf } from './name-lines';
import type { StepOf, StepState } from './step';
import type { FileStepWork, StepPlaces } from './step-work';

type AppendName = StepOf<'append-name'>;

async function look(step: AppendName, { files }: StepPlaces): Promise<StepState> {
  const last = (await nameLinesOf(files, step.threadId)).at(-1) ?? null;
  if (last === step.line) return 'after';
  return last === step.before ? 'before' : 'other';
}

async function append(line: string, { files, writer }: StepPlaces): Promise<void> {
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  if ((await fileAt(files, nameIndexFile)) === null) return writer.create(nameIndexFile, [bytes]);
  const file = await writer.openForAppend(nameIndexFile);
  try {
    await file.append(file.endsWithNewline ? bytes : Buffer.concat([Buffer.from('\n'), bytes]));
  } finally {
    await file.close();
  }
}

/** A thread's newest line in the name index: the last one of its id counts, wherever it stands. */
export const appendName: FileStepWork<AppendName> = {
  look,
  perform: (step, places) => places.nameLock(() => append(step.line, places)),
  takeBack: (step, places) =>
    places.nameLock(async () => {
      const state = await look(step, places);
      if (state === 'before') return;
      if (state === 'other') throw new StoreError('conflict', 'the thread was named again since');
      const bytes = Buffer.byteLength(step.line) + 1;
      const there = await fileAt(places.files, nameIndexFile);
      const isLast = there !== null && (await endsWith(step.line, there.size, places));
      if (there !== null && isLast)
        return places.writer.cutBack(nameIndexFile, there.size, there.size - bytes);
      // Others follow it: it is overruled. An empty name clears (thread-store.md 3.14).
      return append(step.before ?? cleared(step), places);
    }),
  describe: ({ threadId }) => ({
    target: 'name-index',
    place: `${nameIndexFile}, ${threadId}`,
    what: 'append one line',
  }),
};

async function endsWith(line: string, size: number, { files }: StepPlaces): Promise<boolean> {
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  return (
    size >= bytes.length && (await bytesAt(files, nameIndexFile, size - bytes.length, size)).equals(bytes)
  );
}

function cleared({ threadId, line }: AppendName): string {
  const { updated_at } = JSON.parse(line) as { updated_at?: unknown };
  return JSON.stringify({ id: threadId, thread_name: '', updated_at });
}
