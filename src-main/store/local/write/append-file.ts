import { StoreError } from '../../errors';
import { classifyFileError } from '../classify-error';
import type { WritableFile } from './write-system';

/** A rollout or name index opened at its end. */
export interface AppendFile {
  /** Bytes now. */
  readonly size: number;
  /** False when the last line lacks its newline; true for an empty file. */
  readonly endsWithNewline: boolean;
  /** Reads from anywhere in it, e.g. its tail: fills the buffer unless the file ends before. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /**
   * Appends all of it and syncs; `conflict` when the file has another size than it was left with. When it fails, what
   * was written of it is cut off again, so that no half record stays; where that fails too, the file must be
   * opened anew.
   */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param handle open for reading and appending; closed by `close`
 * @param file relative to the home, for messages
 */
export async function openedAtEnd(handle: WritableFile, file: string): Promise<AppendFile> {
  const stats = await handle.stat({ bigint: true });
  if (!stats.isFile()) throw new StoreError('conflict', `${file} is not a plain file`);
  let size = Number(stats.size);
  const last = new Uint8Array(1);
  if (size > 0) await read(last, size - 1);
  let endsWithNewline = size === 0 || last[0] === 0x0a;

  async function read(buffer: Uint8Array, position: number): Promise<number> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  const sizeNow = async () => Number((await handle.stat({ bigint: true })).size);

  return {
    get size() {
      return size;
    },
    get endsWithNewline() {
      return endsWithNewline;
    },
    read,
    async append(bytes) {
      let written = 0;
      try {
        // Releases before 0.147 append without any lock.
        if ((await sizeNow()) !== size) throw new StoreError('conflict', `${file} changed since it was read`);
        while (written < bytes.length) {
          const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
          written += bytesWritten;
        }
        await handle.datasync();
      } catch (error) {
        // Only what is surely ours is cut off.
        if (written > 0 && (await sizeNow()) === size + written) await handle.truncate(size);
        throw classifyFileError(error, file);
      }
      size += bytes.length;
      if (bytes.length > 0) endsWithNewline = bytes.at(-1) === 0x0a;
    },
    close: () => handle.close(),
  };
}
