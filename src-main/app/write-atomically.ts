import { copyFile, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file operations of the writer, so that tests can make each of them fail. */
export interface FileOperations {
  open(path: string, flags: string): Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>;
  copyFile(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

const nodeFiles: FileOperations = { open, copyFile, rename, remove: (path) => rm(path, { force: true }) };

/**
 * Replaces a file as a whole: whatever fails and whenever the machine stops, it holds the old or the new bytes.
 *
 * The bytes before lie in `<path>.bak` afterwards. The temporary name is always the same, so a crash leaves at
 * most one file behind, which the next write reuses. Rejects with the failed operation's error.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  files: FileOperations = nodeFiles,
): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await writeWhole(temporary, bytes, files);
    await files.copyFile(path, `${path}.bak`).catch(unlessMissing);
    await files.rename(temporary, path);
  } catch (error) {
    // The first failure is the one to report.
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path), files);
}

async function writeWhole(path: string, bytes: Uint8Array, files: FileOperations): Promise<void> {
  const file = await files.open(path, 'w');
  try {
    // A write may take fewer bytes than it was given.
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
      if (bytesWritten === 0) throw Object.assign(new Error('nothing could be written'), { code: 'ENOSPC' });
      done += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name durable too. Windows cannot open folders, and needs no such step. */
async function syncFolder(folder: string, files: FileOperations): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await files.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
