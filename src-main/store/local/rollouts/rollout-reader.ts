import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../classify-error';
import type { DecodedCache } from '../codec/decoded-cache';
import { type DecodeLimits, decodeZstd } from '../codec/decode-zstd';
import type { FileIdentity } from '../home/file-identity';
import type { HomeFile, HomeFiles } from '../home/home-files';

/** One rollout, open for reading anywhere. Offsets count decoded bytes. */
export interface RolloutBytes {
  /** Of the file on disk when it was opened. */
  readonly identity: FileIdentity;
  /** Decoded bytes when it was opened; as far as decoding got, for a damaged compressed file. */
  readonly length: number;
  /** Fills the buffer from `offset`; less only at the end. */
  read(buffer: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

/** One rollout, read from front to back. */
export interface RolloutStream {
  readonly identity: FileIdentity;
  /** Actual form on disk, which may have changed since the file was listed. */
  readonly compressed: boolean;
  /**
   * Chunks from a decoded offset up to the end that the file had when it was opened. A chunk is valid until
   * the next one is asked for. Throws `damaged` or `too_large` for compressed files that cannot be decoded.
   */
  chunks(from: number, chunkSize?: number): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Reads plain and compressed rollouts alike. Rejects with errno errors when the file cannot be opened. */
export interface RolloutReader {
  open(path: string): Promise<RolloutBytes>;
  stream(path: string): Promise<RolloutStream>;
  close(): Promise<void>;
}

const chunkBytes = 2 ** 20;

export function createRolloutReader(
  home: HomeFiles,
  cache: DecodedCache,
  limits?: DecodeLimits,
): RolloutReader {
  async function stream(path: string): Promise<RolloutStream> {
    const { file, compressed } = await openEitherForm(home, path);
    async function* chunks(from: number, chunkSize = chunkBytes): AsyncGenerator<Uint8Array> {
      if (!compressed) return yield* plainChunks(file, from, chunkSize);
      let at = 0;
      for await (const chunk of decodeZstd(plainChunks(file, 0, chunkSize), limits)) {
        const end = at + chunk.length;
        if (end > from) yield chunk.subarray(Math.max(0, from - at));
        at = end;
      }
    }
    return { identity: file.identity, compressed, chunks, close: () => file.close() };
  }

  return {
    stream,
    async open(path) {
      const { file, compressed } = await openEitherForm(home, path);
      if (!compressed) {
        return {
          identity: file.identity,
          length: file.identity.size,
          read: (buffer, offset) => file.read(buffer, offset),
          close: () => file.close(),
        };
      }
      try {
        const copy = await cache.copyOf(file.identity, () =>
          decodeZstd(plainChunks(file, 0, chunkBytes), limits),
        );
        return await openCopy(copy, file.identity);
      } finally {
        await file.close();
      }
    },
    close: () => cache.close(),
  };
}

/** Up to the size that the descriptor had when it was opened; the buffer is used again for each chunk. */
async function* plainChunks(file: HomeFile, from: number, chunkSize: number): AsyncGenerator<Uint8Array> {
  const { size } = file.identity;
  const buffer = new Uint8Array(Math.min(chunkSize, Math.max(0, size - from)));
  for (let at = from; at < size; ) {
    const read = await file.read(buffer.subarray(0, Math.min(buffer.length, size - at)), at);
    if (read === 0) return;
    yield buffer.subarray(0, read);
    at += read;
  }
}

/**
 * Codex turns a file into its other form by making the new one and then removing the old one, so for a moment
 * the name that we know may be gone (quality.md 3.7: readers try again three times, 50 ms apart).
 */
async function openEitherForm(
  home: HomeFiles,
  path: string,
): Promise<{ file: HomeFile; compressed: boolean }> {
  const plain = path.endsWith('.zst') ? path.slice(0, -'.zst'.length) : path;
  for (let attempt = 1; ; attempt += 1) {
    for (const form of [plain, `${plain}.zst`]) {
      try {
        return { file: await home.open(form), compressed: form !== plain };
      } catch (error) {
        const gone = errnoOf(error) === 'ENOENT';
        if (!gone || (attempt === 3 && form !== plain)) throw error;
      }
    }
    await sleep(50);
  }
}

async function openCopy(path: string, identity: FileIdentity): Promise<RolloutBytes> {
  const { size } = await stat(path);
  const copy = await open(path);
  return {
    identity,
    length: size,
    async read(buffer, offset) {
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await copy.read(buffer, filled, buffer.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close: () => copy.close(),
  };
}
