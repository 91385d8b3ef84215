import { errnoOf } from '../classify-error';
import { type FileIdentity, identityOf, sameIdentity } from '../home/file-identity';
import type { FileSystem } from '../home/file-system';

/** Identity of the file at a path, links followed; null when there is none. Other failures are errno errors. */
export async function identityAt(path: string, fs: FileSystem): Promise<FileIdentity | null> {
  try {
    return identityOf(await fs.stat(path));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** Whether two looks at the same list of files saw the same; a missing file equals a missing one. */
export function sameFiles(a: readonly (FileIdentity | null)[], b: readonly (FileIdentity | null)[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index] ?? null;
      return one === null || other === null ? one === other : sameIdentity(one, other);
    })
  );
}
