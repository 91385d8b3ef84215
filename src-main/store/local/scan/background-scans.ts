import type { RolloutCatalog, RolloutFile } from '../rollouts/catalog';
import type { Scanner } from './scanner';

/** Scans in the background, one file after the other, what nobody has asked for yet: newest first. */
export interface BackgroundScans {
  /** Looks for files to scan; called again and again, it goes on where it is. */
  start(): void;
  close(): void;
}

/** Files between two reports of progress. */
const reportEvery = 20;

export interface BackgroundScanParts {
  catalog: RolloutCatalog;
  scanner: Scanner;
  /** Asked before each file. */
  isWanted(): boolean;
  onProgress(done: number, total: number): void;
  /** For what is no matter of a file. */
  onError(error: unknown): void;
}

export function createBackgroundScans(parts: BackgroundScanParts): BackgroundScans {
  const { catalog, scanner, isWanted, onProgress, onError } = parts;
  /** States of files that were tried: one that cannot be scanned is not tried again before it changes. */
  const tried = new Map<string, string>();
  let working = false;
  let closed = false;

  function pending(): RolloutFile[] {
    return catalog
      .files()
      .filter((file) => file.headRead && !file.scanned && tried.get(file.file) !== stateOf(file))
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
  }

  async function work(): Promise<void> {
    for (let files = pending(); files.length > 0 && !closed; files = pending()) {
      const total = catalog.files().length;
      for (const [i, file] of files.entries()) {
        if (closed || !isWanted()) return;
        if (i % reportEvery === 0) onProgress(total - files.length + i, total);
        tried.set(file.file, stateOf(file));
        await scanner.scan(file, 'background').done;
      }
    }
    const total = catalog.files().length;
    if (!closed && tried.size > 0) onProgress(total, total);
  }

  return {
    start() {
      if (working || closed) return;
      working = true;
      work()
        .catch(onError)
        .finally(() => {
          working = false;
        });
    },
    close() {
      closed = true;
    },
  };
}

function stateOf(file: RolloutFile): string {
  return `${file.inode} ${file.size} ${file.mtimeMs}`;
}
