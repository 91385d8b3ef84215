import { StoreError } from '../../errors';
import type { StepState } from './step';
import type { StepPlaces } from './step-work';
import { bytesAt, fileAt } from './home-place';
import { lineBytes } from './line-bytes';

/** Lines that are, or are to be, in a file from an offset on. */
export interface LinesInFile {
  file: string;
  at: number;
  newlineFirst: boolean;
  lines: readonly string[];
  mtimeMs?: number;
}

const newline = 0x0a;

/** Whether the lines are there: `before` not yet, `half` their beginning, `after` whole. */
export async function lookForLines(lines: LinesInFile, { files }: StepPlaces): Promise<StepState> {
  const { file, at, newlineFirst } = lines;
  const there = await fileAt(files, file);
  if (there === null || there.size < at) return 'other';
  const bytes = lineBytes(lines);
  const found = await bytesAt(files, file, Math.max(0, at - 1), at + bytes.length);
  const endsOpen = at > 0 && found[0] !== newline;
  if (endsOpen !== newlineFirst) return 'other';
  const written = found.subarray(Math.min(1, at));
  if (!written.equals(bytes.subarray(0, written.length))) return 'other';
  if (written.length === 0) return 'before';
  return written.length === bytes.length ? 'after' : 'half';
}

/** Appends the lines, whole, to a file that ends where they begin or with a part of them. */
export async function addLines(lines: LinesInFile, places: StepPlaces): Promise<void> {
  if ((await lookForLines(lines, places)) === 'half') await removeLines(lines, places);
  const file = await places.writer.openForAppend(lines.file);
  try {
    if (file.size !== lines.at) throw new StoreError('conflict', `${lines.file} changed meanwhile`);
    await file.append(lineBytes(lines));
  } catch (error) {
    // It cut off what it wrote of them, which changes the time as well.
    if ((await lookForLines(lines, places)) === 'before')
      await giveTimeBack(lines, places).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function giveTimeBack({ file, mtimeMs }: LinesInFile, { writer }: StepPlaces): Promise<void> {
  if (mtimeMs !== undefined) await writer.touch(file, mtimeMs);
}

/** Cuts the lines, or what there is of them, off the end of the file. `conflict` when something follows them. */
export async function removeLines(lines: LinesInFile, places: StepPlaces): Promise<void> {
  const there = await fileAt(places.files, lines.file);
  const state = await lookForLines(lines, places);
  if (state === 'before') return;
  if (there === null || state === 'other' || there.size > lines.at + lineBytes(lines).length) {
    throw new StoreError('conflict', `${lines.file} was written to since`);
  }
  await places.writer.cutBack(lines.file, there.size, lines.at);
  await giveTimeBack(lines, places);
}
