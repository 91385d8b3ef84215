import { dirname } from 'node:path';
import type { DiskCatalog } from './disk-catalog';

/** What this store itself wrote and the catalog has not looked at yet: whoever reads then sees it. */
export interface WrittenFiles {
  /** @param path absolute */
  add(path: string): void;
  /** Looks at the folders of the files that were written since the last call. */
  lookedAt(): Promise<void>;
}

export function createWrittenFiles(catalog: Pick<DiskCatalog, 'refreshFolders'>): WrittenFiles {
  const folders = new Set<string>();
  let looking: Promise<void> = Promise.resolve();
  return {
    add: (path) => void folders.add(dirname(path)),
    lookedAt() {
      if (folders.size > 0) {
        const written = [...folders];
        folders.clear();
        looking = looking.catch(() => undefined).then(() => catalog.refreshFolders(written));
      }
      return looking;
    },
  };
}
