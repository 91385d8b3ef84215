import { StoreError } from '../../errors';
import { classifyWriteError } from './classify-write-error';
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

  /** Takes back what was written of these bytes, if that is all that was added to the file. */
  async function cutOff(bytes: Uint8Array): Promise<void> {
    const added = (await sizeNow()) - size;
    if (added <= 0 || added > bytes.length) return;
    const found = new Uint8Array(added);
    await read(found, size);
    if (Buffer.from(found).equals(bytes.subarray(0, added))) await handle.truncate(size);
  }

  /** Runs file calls; their errors name the file. */
  async function doing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw classifyWriteError(error, file);
    }
  }

  const sizeNow = async () => Number((await handle.stat({ bigint: true })).size);

  return {
    get size() {
      return size;
    },
    get endsWithNewline() {
      return endsWithNewline;
    },
    read: (buffer, position) => doing(() => read(buffer, position)),
    async append(bytes) {
      try {
        // Releases before 0.147 append without any lock.
        if ((await sizeNow()) !== size) throw new StoreError('conflict', `${file} changed since it was read`);
        for (let written = 0; written < bytes.length; ) {
          written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
        }
        await handle.datasync();
      } catch (error) {
        await cutOff(bytes).catch(() => undefined);
        throw classifyWriteError(error, file);
      }
      size += bytes.length;
      if (bytes.length > 0) endsWithNewline = bytes.at(-1) === 0x0a;
    },
    close: () => doing(() => handle.close()),
  };
}
