import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../errors';
import { errnoOf } from '../classify-error';
import { classifyWriteError } from './classify-write-error';
import { type AppendFile, openedAtEnd } from './append-file';
import { createHomePaths } from './home-paths';
import { nodeWriteSystem, type WriteSystem } from './write-system';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants;

/** The umask takes from it, as from the files that Codex makes. */
const plainMode = 0o666;

/**
 * The one way to write files under a Codex home. All paths are relative to the home; whoever calls holds the
 * writer lock of the thread that the file belongs to. Links are never followed out of the home, and never at
 * the end of a path.
 *
 * Rejections are StoreErrors of code `io`, `refused` for what lies outside the home, or `conflict` when a file is
 * not as it was expected to be.
 */
export interface HomeWriter {
  /** Opens an existing file for appending. */
  openForAppend(file: string): Promise<AppendFile>;
  /** Creates a file with this content: it appears whole and durable, or not at all. `conflict` when it exists. */
  create(
    file: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    mtimeMs?: number,
  ): Promise<void>;
  /** Replaces an existing file by this content in one step; its mode stays. */
  replace(file: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Removes what a `create` or `replace` of this file left beside it when it crashed. */
  removeLeftover(file: string): Promise<void>;
  /** Moves a file, making folders on the way. `conflict` when the target exists. Its time stamps stay. */
  move(from: string, to: string): Promise<void>;
  /** Gives a file a modification time. */
  touch(file: string, mtimeMs: number): Promise<void>;
  /** Removes a file; nothing when it is gone. */
  remove(file: string): Promise<void>;
  /** Cuts bytes off that were appended by us: the file must have exactly `from` bytes. `conflict` otherwise. */
  cutBack(file: string, from: number, to: number): Promise<void>;
}

/** @param root absolute path of the home */
export function createHomeWriter(root: string, system: WriteSystem = nodeWriteSystem): HomeWriter {
  const paths = createHomePaths(root, system);

  /** Runs file calls; their errors name the file. */
  async function doing<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw classifyWriteError(error, file);
    }
  }

  /** For changes that stand already: where a folder cannot be synced, at worst a power cut takes them back. */
  async function syncFolder(path: string): Promise<void> {
    try {
      const folder = await system.open(path, O_RDONLY);
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch {}
  }

  async function exists(path: string): Promise<boolean> {
    try {
      await system.lstat(path);
      return true;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  async function unlinkIfThere(path: string): Promise<boolean> {
    try {
      await system.unlink(path);
      return true;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** Writes content beside its file, durable; whatever goes wrong, nothing of it stays. */
  async function stage(
    path: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    attributes: { mode?: number; mtimeMs?: number | undefined } = {},
  ): Promise<string> {
    const temporary = stagedName(path);
    await unlinkIfThere(temporary);
    try {
      const file = await system.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, plainMode);
      try {
        for await (const bytes of content) {
          for (let done = 0; done < bytes.length; ) {
            done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
          }
        }
        if (attributes.mode !== undefined) await file.chmod(attributes.mode);
        await file.sync();
      } finally {
        await file.close();
      }
      const { mtimeMs } = attributes;
      if (mtimeMs !== undefined) await system.utimes(temporary, Date.now() / 1000, mtimeMs / 1000);
      return temporary;
    } catch (error) {
      await system.unlink(temporary).catch(() => undefined);
      throw error;
    }
  }

  /** Gives the staged content its name, which nothing has yet. */
  async function place(temporary: string, path: string, file: string): Promise<void> {
    try {
      await system.link(temporary, path);
    } catch (error) {
      // On a network file system a call may be done and yet be answered with an error.
      if (await isSameFile(temporary, path)) return;
      if (errnoOf(error) === 'EEXIST') throw alreadyThere(file);
      if (!withoutLinks.has(errnoOf(error) ?? '')) throw error;
      if (await exists(path)) throw alreadyThere(file);
      await system.rename(temporary, path);
    }
  }

  async function isSameFile(a: string, b: string): Promise<boolean> {
    try {
      const [one, other] = await Promise.all([system.lstat(a), system.lstat(b)]);
      return one.ino === other.ino && one.dev === other.dev;
    } catch {
      return false;
    }
  }

  return {
    openForAppend: (file) =>
      doing(file, async () => {
        const handle = await system.open(await paths.existing(file), O_RDWR | O_APPEND | O_NOFOLLOW);
        return openedAtEnd(handle, file).catch(async (error: unknown) => {
          await handle.close();
          throw error;
        });
      }),
    create: (file, content, mtimeMs) =>
      doing(file, async () => {
        const path = await paths.forNew(file);
        if (await exists(path)) throw alreadyThere(file);
        const temporary = await stage(path, content, { mtimeMs });
        try {
          await place(temporary, path, file);
        } finally {
          await system.unlink(temporary).catch(() => undefined);
        }
        await syncFolder(dirname(path));
      }),
    replace: (file, content) =>
      doing(file, async () => {
        const path = await paths.existing(file);
        const { mode } = await system.lstat(path);
        const temporary = await stage(path, content, { mode: Number(mode) & 0o777 });
        await system.rename(temporary, path).catch(async (error: unknown) => {
          await system.unlink(temporary).catch(() => undefined);
          throw error;
        });
        await syncFolder(dirname(path));
      }),
    removeLeftover: (file) =>
      doing(file, async () => void (await unlinkIfThere(stagedName(await paths.existing(file))))),
    move: (from, to) =>
      doing(from, async () => {
        const path = await paths.existing(from);
        const target = await paths.forNew(to);
        // Nobody else makes files of this thread while its lock is held.
        if (await exists(target)) throw alreadyThere(to);
        await system.rename(path, target);
        await syncFolder(dirname(target));
        await syncFolder(dirname(path));
      }),
    touch: (file, mtimeMs) =>
      doing(file, async () => system.utimes(await paths.existing(file), Date.now() / 1000, mtimeMs / 1000)),
    remove: (file) =>
      doing(file, async () => {
        const path = await paths.existing(file);
        if (await unlinkIfThere(path)) await syncFolder(dirname(path));
      }),
    cutBack: (file, from, to) =>
      doing(file, async () => {
        const handle = await system.open(await paths.existing(file), O_RDWR | O_NOFOLLOW);
        try {
          const size = Number((await handle.stat({ bigint: true })).size);
          if (size !== from || to > from) {
            throw new StoreError('conflict', `${file} changed since it was written to`);
          }
          await handle.truncate(to);
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
  };
}

/** What file systems without hard links answer. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** No reader takes it for a rollout, and what a crash left of the last try has the same name. */
const stagedName = (path: string) => `${path}.skein.tmp`;

function alreadyThere(file: string): StoreError {
  return new StoreError('conflict', `${file} exists already`);
}
