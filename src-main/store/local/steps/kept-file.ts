import { StoreError } from '../../errors';
import { contentAt, fileAt, isMtime } from './home-place';
import type { StepPlaces } from './step-work';

/** A file that is in the home, in the bin, or in both for a moment. */
export interface KeptFile {
  file: string;
  size: number;
  mtimeMs: number;
  binName: string;
}

/** Where the file is now; `other` when another one stands in its place, or it is nowhere. */
export async function lookForKept(
  kept: KeptFile,
  { files, bin }: StepPlaces,
): Promise<'home' | 'bin' | 'other'> {
  const there = await fileAt(files, kept.file);
  if (there !== null) return there.size === kept.size && isMtime(there, kept.mtimeMs) ? 'home' : 'other';
  return (await bin.sizeOf(kept.binName)) === kept.size ? 'bin' : 'other';
}

/** Copies the file into the bin, durable, and only then removes it from the home. */
export async function intoBin(kept: KeptFile, places: StepPlaces): Promise<void> {
  await places.bin.keepFile(kept.binName, contentAt(places.files, kept.file));
  const copied = await places.bin.sizeOf(kept.binName);
  if (copied !== kept.size || (await lookForKept(kept, places)) !== 'home') {
    throw new StoreError('conflict', `${kept.file} changed while it was copied into the bin`);
  }
  await places.writer.remove(kept.file);
}

/** Brings the file back; nothing when it is there. Its copy stays until the bin is emptied. */
export async function outOfBin(kept: KeptFile, places: StepPlaces): Promise<void> {
  const where = await lookForKept(kept, places);
  if (where === 'home') return;
  if (where === 'other') throw new StoreError('conflict', `${kept.file} cannot be brought back from the bin`);
  await places.writer.create(kept.file, places.bin.contentOf(kept.binName), kept.mtimeMs);
}
