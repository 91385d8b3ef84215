import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the store keeps what it makes itself: never below the Codex home. */
export interface ScratchFolder {
  path: string;
  /** False: it goes with the process, so an index there would be of no use. */
  lasting: boolean;
  /** Removes it unless it is lasting. */
  close(): Promise<void>;
}

/** The data folder, made if need be; a temporary one when there is none or it cannot be written. */
export async function openScratchFolder(dataDir: string | null): Promise<ScratchFolder> {
  if (dataDir !== null && (await isWritable(dataDir))) {
    return { path: dataDir, lasting: true, close: async () => {} };
  }
  const path = await mkdtemp(join(tmpdir(), 'skein-'));
  return { path, lasting: false, close: () => rm(path, { recursive: true, force: true }) };
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
