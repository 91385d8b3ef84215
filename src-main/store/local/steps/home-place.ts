import { join } from 'node:path';
import { errnoOf } from '../classify-error';
import { type FileIdentity, mtimeMs } from '../home/file-identity';
import type { HomeFiles } from '../home/home-files';

/** A regular file of the home as it is now; null when there is none. */
export async function fileAt(
  files: HomeFiles,
  file: string,
): Promise<{ identity: FileIdentity; size: number; mtimeMs: number } | null> {
  try {
    const identity = await files.identify(join(files.root, file));
    return identity && { identity, size: identity.size, mtimeMs: mtimeMs(identity) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** Bytes of a file of the home from one offset to another; fewer at its end. */
export async function bytesAt(files: HomeFiles, file: string, from: number, to: number): Promise<Buffer> {
  const open = await files.open(join(files.root, file));
  try {
    const buffer = Buffer.alloc(Math.max(0, to - from));
    return buffer.subarray(0, await open.read(buffer, from));
  } finally {
    await open.close();
  }
}

const chunkSize = 2 ** 20;

/** All bytes of a file of the home as they lie on disk. */
export async function* contentAt(files: HomeFiles, file: string): AsyncGenerator<Uint8Array> {
  const open = await files.open(join(files.root, file));
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    for (let at = 0; ; ) {
      const filled = await open.read(buffer, at);
      if (filled === 0) return;
      at += filled;
      yield buffer.subarray(0, filled);
    }
  } finally {
    await open.close();
  }
}

/** Whether a modification time is the one that was given; file systems and calls round it. */
export function isMtime(file: { mtimeMs: number }, expectedMs: number): boolean {
  return Math.abs(file.mtimeMs - expectedMs) < 2;
}
