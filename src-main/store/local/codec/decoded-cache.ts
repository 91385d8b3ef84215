import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../../errors';
import type { FileIdentity } from '../home/file-identity';

/**
 * Decoded copies of compressed rollouts in the app's own data folder, so that records in the middle of one can
 * be read without holding it in memory or decoding it again. The least recently used go first.
 */
export interface DecodedCache {
  /** Path of the decoded copy of one state of a file; `decode` is asked when there is none yet. */
  copyOf(identity: FileIdentity, decode: () => AsyncIterable<Uint8Array>): Promise<string>;
  /** Removes the copies when they were only for this process. */
  close(): Promise<void>;
}

const suffix = '.jsonl';
const temporary = '.tmp';
const dayMs = 24 * 60 * 60 * 1000;

/**
 * @param folder where the copies live; null: a folder of the system's temporary ones that goes with the process
 * @param maxBytes of all copies together; the newest one stays even when it alone is more
 */
export function createDecodedCache(folder: string | null, maxBytes = 2 * 2 ** 30): DecodedCache {
  const atWork = new Map<string, Promise<string>>();
  let own: Promise<string> | null = null;

  function place(): Promise<string> {
    own ??= folder
      ? mkdir(folder, { recursive: true, mode: 0o700 }).then(() => folder)
      : mkdtemp(join(tmpdir(), 'skein-decoded-'));
    return own;
  }

  async function make(path: string, decode: () => AsyncIterable<Uint8Array>): Promise<string> {
    const draft = `${path}.${randomUUID()}${temporary}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      try {
        for await (const chunk of decode()) await file.writeFile(chunk);
      } catch (error) {
        // Damage ends the copy where decoding ended; the scan reports it.
        if (!(error instanceof StoreError)) throw error;
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await evict(await place(), path, maxBytes);
    return path;
  }

  async function find(key: string, decode: () => AsyncIterable<Uint8Array>): Promise<string> {
    const path = join(await place(), key + suffix);
    const now = new Date();
    const there = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    return there ? path : make(path, decode);
  }

  return {
    copyOf(identity, decode) {
      const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 40);
      let copy = atWork.get(key);
      if (!copy) {
        copy = find(key, decode).finally(() => atWork.delete(key));
        atWork.set(key, copy);
      }
      return copy;
    },
    async close() {
      await Promise.allSettled(atWork.values());
      if (!folder && own) await rm(await own, { recursive: true, force: true });
    },
  };
}

async function evict(folder: string, keep: string, maxBytes: number): Promise<void> {
  const copies: { path: string; size: number; usedMs: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    if (!stats?.isFile()) continue;
    // A draft that nobody has worked on for a day was left behind by a crash.
    if (name.endsWith(temporary) && Date.now() - stats.mtimeMs > dayMs) await rm(path, { force: true });
    else if (name.endsWith(suffix)) copies.push({ path, size: stats.size, usedMs: stats.mtimeMs });
  }
  copies.sort((a, b) => b.usedMs - a.usedMs);
  let total = 0;
  for (const { path, size } of copies) {
    total += size;
    if (total > maxBytes && path !== keep) await rm(path, { force: true });
  }
}
