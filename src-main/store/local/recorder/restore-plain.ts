import { StoreError } from '../../errors';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import type { HomeWriter } from '../write/home-writer';

/** Room for the name that ends a compressed file. */
const suffix = '.zst';

/**
 * Turns a compressed rollout back into a plain one, as Codex does before it goes on with one: the plain file appears
 * whole, with the old modification time, and only then the compressed one goes. `damaged` leaves all as it is.
 *
 * @returns the plain file, relative to the home
 */
export async function restorePlain(
  file: Pick<RolloutFile, 'file' | 'path' | 'mtimeMs'>,
  { reader, writer }: { reader: RolloutReader; writer: HomeWriter },
): Promise<string> {
  if (!file.file.endsWith(suffix)) return file.file;
  const plain = file.file.slice(0, -suffix.length);
  const stream = await reader.stream(file.path);
  try {
    await writer.create(plain, stream.chunks(0), file.mtimeMs);
  } catch (error) {
    // Where both are there the plain one counts; nobody else makes one while the thread is locked.
    if (!(error instanceof StoreError) || error.code !== 'conflict') throw error;
  } finally {
    await stream.close();
  }
  await writer.remove(file.file);
  return plain;
}
