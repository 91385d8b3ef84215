import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errnoOf } from '../classify-error';
import type { FileIdentity } from '../home/file-identity';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { identityAt, sameFiles } from './identity-at';

/** What belongs to a database: a journal that was left behind holds what must be undone. */
const parts = ['', '-wal', '-journal'] as const;
const chunk = 1024 * 1024;
const attempts = 6;
const oneDayMs = 24 * 60 * 60 * 1000;

/** A copy of a database of Codex that we may open as we like. */
export interface PrivateCopy {
  path: string;
  remove(): Promise<void>;
}

/**
 * Copies a database with what belongs to it into a folder of ours, and accepts the copy only when
 * nothing changed meanwhile (S-01). Null: it never stood still.
 */
export async function copyDatabase(
  source: string,
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<PrivateCopy | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftovers(folder);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const target = await mkdtemp(join(folder, 'state-'));
    const remove = () => rm(target, { recursive: true, force: true });
    try {
      const before = await identities(source, fs);
      for (const [index, part] of parts.entries()) {
        if (before[index] !== null) await copyFile(source + part, join(target, `copy.sqlite${part}`), fs);
      }
      if (sameFiles(before, await identities(source, fs))) {
        return { path: join(target, 'copy.sqlite'), remove };
      }
    } catch (error) {
      // A sidecar that vanished between the look and the copy is a change like any other.
      if (errnoOf(error) !== 'ENOENT' || (await identityAt(source, fs)) === null) {
        await remove();
        throw error;
      }
    }
    await remove();
    if (attempt < attempts) await pause(10 * 2 ** attempt);
  }
  return null;
}

async function copyFile(from: string, to: string, fs: FileSystem): Promise<void> {
  const source = await fs.open(from, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const buffer = Buffer.allocUnsafe(chunk);
      for (let at = 0; ; ) {
        const { bytesRead } = await source.read(buffer, 0, chunk, at);
        if (bytesRead === 0) return;
        await target.writeFile(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function identities(source: string, fs: FileSystem): Promise<(FileIdentity | null)[]> {
  return Promise.all(parts.map((part) => identityAt(source + part, fs)));
}

/** Copies that a crash of ours left behind; younger ones may be in use by another window. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (name.startsWith('state-') && Date.now() - mtimeMs > oneDayMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
