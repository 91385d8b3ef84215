import { constants } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { StoreError } from '../../errors';
import { classifyFileError } from '../classify-error';
import { nodeWriteSystem, type WritableFile, type WriteSystem } from './write-system';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** A rollout or name index opened at its end. */
export interface AppendFile {
  /** Bytes now. */
  readonly size: number;
  /** False when the last line lacks its newline; true for an empty file. */
  readonly endsWithNewline: boolean;
  /**
   * Appends all of it and syncs. When that fails, what was written of it is cut off again, so that no half
   * record stays.
   */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * The one way to write files under a Codex home. All paths are relative to the home; whoever calls holds the
 * writer lock of the thread that the file belongs to.
 *
 * Rejections are StoreErrors of code `io`, or `conflict` when a file is not as it was expected to be.
 */
export interface HomeWriter {
  /** Opens an existing file for appending; never follows a symbolic link. */
  openForAppend(file: string): Promise<AppendFile>;
  /** Creates a file with this content: it appears whole and durable, or not at all. `conflict` when it exists. */
  create(
    file: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    mtimeMs?: number,
  ): Promise<void>;
  /** Replaces a file by this content in one step. */
  replace(file: string, content: Iterable<Uint8Array>): Promise<void>;
  /** Moves a file, making folders on the way. `conflict` when the target exists. Its time stamps stay. */
  move(from: string, to: string): Promise<void>;
  /** Gives a file a modification time. */
  touch(file: string, mtimeMs: number): Promise<void>;
  /** Removes a file; nothing when it is gone. */
  remove(file: string): Promise<void>;
  /** Cuts bytes off that were appended by us: the file must have exactly `from` bytes. `conflict` otherwise. */
  cutBack(file: string, from: number, to: number): Promise<void>;
  /** Opens the lock file of a thread, creating folder and file. */
  openLock(file: string): Promise<WritableFile>;
}

/** @param root absolute path of the home, with all symbolic links resolved */
export function createHomeWriter(root: string, system: WriteSystem = nodeWriteSystem): HomeWriter {
  /** Absolute path of a file of the home. */
  function inside(file: string): string {
    const path = join(root, file);
    const back = relative(root, path);
    if (back === '' || isAbsolute(file) || isAbsolute(back) || back.split(sep)[0] === '..') {
      throw new StoreError('internal', `${file} does not lie in the home`);
    }
    return path;
  }

  /** Runs file calls; their errors name the file. */
  async function doing<Result>(file: string, work: (path: string) => Promise<Result>): Promise<Result> {
    try {
      return await work(inside(file));
    } catch (error) {
      throw classifyFileError(error, file);
    }
  }

  async function syncFolder(path: string): Promise<void> {
    const folder = await system.open(path, constants.O_RDONLY);
    try {
      await folder.sync();
    } catch {
      // Some file systems cannot sync a folder; the file itself is synced.
    } finally {
      await folder.close();
    }
  }

  async function writeWhole(
    path: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    mtimeMs?: number,
  ) {
    const file = await system.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
    try {
      for await (const bytes of content) await writeAll(file, bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mtimeMs !== undefined) await system.utimes(path, Date.now() / 1000, mtimeMs / 1000);
  }

  async function present(path: string): Promise<boolean> {
    return system.lstat(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
  }

  /** A name beside the target that no reader takes for a rollout. */
  const staged = (path: string) =>
    `${path}.skein-${process.pid}-${Math.random().toString(36).slice(2, 10)}.tmp`;

  return {
    openForAppend: (file) =>
      doing(file, async (path) => {
        const handle = await system.open(path, O_RDWR | O_APPEND | O_NOFOLLOW);
        return openedAtEnd(handle, file).catch(async (error: unknown) => {
          await handle.close();
          throw error;
        });
      }),
    create: (file, content, mtimeMs) =>
      doing(file, async (path) => {
        await system.mkdir(dirname(path));
        if (await present(path)) throw exists(file);
        const temporary = staged(path);
        try {
          await writeWhole(temporary, content, mtimeMs);
          await system.link(temporary, path);
        } catch (error) {
          throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? exists(file) : error;
        } finally {
          await system.unlink(temporary).catch(() => undefined);
        }
        await syncFolder(dirname(path));
      }),
    replace: (file, content) =>
      doing(file, async (path) => {
        const temporary = staged(path);
        try {
          await writeWhole(temporary, content);
          await system.rename(temporary, path);
        } catch (error) {
          await system.unlink(temporary).catch(() => undefined);
          throw error;
        }
        await syncFolder(dirname(path));
      }),
    move: (from, to) =>
      doing(from, async (path) => {
        const target = inside(to);
        await system.mkdir(dirname(target));
        if (await present(target)) throw exists(to);
        await system.rename(path, target);
        await syncFolder(dirname(target));
        await syncFolder(dirname(path));
      }),
    touch: (file, mtimeMs) => doing(file, (path) => system.utimes(path, Date.now() / 1000, mtimeMs / 1000)),
    remove: (file) =>
      doing(file, async (path) => {
        if (!(await present(path))) return;
        await system.unlink(path);
        await syncFolder(dirname(path));
      }),
    cutBack: (file, from, to) =>
      doing(file, async (path) => {
        const handle = await system.open(path, O_RDWR | O_NOFOLLOW);
        try {
          const size = Number((await handle.stat({ bigint: true })).size);
          if (size !== from) throw new StoreError('conflict', `${file} changed since it was written to`);
          await handle.truncate(to);
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
    openLock: (file) =>
      doing(file, async (path) => {
        await system.mkdir(dirname(path));
        return system.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o644);
      }),
  };
}

function exists(file: string): StoreError {
  return new StoreError('conflict', `${file} exists already`);
}

async function writeAll(file: WritableFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

async function openedAtEnd(handle: WritableFile, file: string): Promise<AppendFile> {
  const stats = await handle.stat({ bigint: true });
  if (!stats.isFile()) throw new StoreError('conflict', `${file} is not a plain file`);
  let size = Number(stats.size);
  const last = new Uint8Array(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  let endsWithNewline = size === 0 || last[0] === 0x0a;
  return {
    get size() {
      return size;
    },
    get endsWithNewline() {
      return endsWithNewline;
    },
    async append(bytes) {
      try {
        await writeAll(handle, bytes);
        await handle.datasync();
      } catch (error) {
        // Nobody else writes while we hold the lock: whatever lies behind `size` is ours.
        await handle.truncate(size).catch(() => undefined);
        throw classifyFileError(error, file);
      }
      size += bytes.length;
      endsWithNewline = bytes.length === 0 ? endsWithNewline : bytes.at(-1) === 0x0a;
    },
    close: () => handle.close(),
  };
}
