import { constants } from 'node:fs';
import { errnoOf } from '../classify-error';
import { classifyWriteError } from './classify-write-error';
import { createHomePaths } from './home-paths';
import { nodeWriteSystem, type WritableFile, type WriteSystem } from './write-system';

const { O_CREAT, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants;
const folder = 'thread-writer-locks';

/** An open lock file. The lock lives as long as the descriptor. */
export interface LockFile {
  readonly fd: number;
  readonly dev: bigint;
  readonly ino: bigint;
  /** False when the file was removed, or replaced by another of its name: then a lock on it means nothing. */
  isInPlace(): Promise<boolean>;
  close(): Promise<void>;
}

/** The files in `thread-writer-locks`, 0 bytes each; rejections are StoreErrors of code `io`. */
export interface LockFiles {
  /** Opens the lock file of this name, creating it and the folder. */
  open(name: string): Promise<LockFile>;
  /** Opens it for looking only; null when there is none. */
  openExisting(name: string): Promise<LockFile | null>;
  remove(name: string): Promise<void>;
}

/** @param root absolute path of the home */
export function createLockFiles(root: string, system: WriteSystem = nodeWriteSystem): LockFiles {
  const paths = createHomePaths(root, system);

  async function doing<Result>(name: string, work: (file: string) => Promise<Result>): Promise<Result> {
    const file = `${folder}/${name}`;
    try {
      return await work(file);
    } catch (error) {
      throw classifyWriteError(error, file);
    }
  }

  async function opened(handle: WritableFile, path: string): Promise<LockFile> {
    const { dev, ino } = await handle.stat({ bigint: true }).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    return {
      fd: handle.fd,
      dev,
      ino,
      async isInPlace() {
        const there = await system.lstat(path).catch((error: unknown) => {
          if (errnoOf(error) === 'ENOENT') return null;
          throw classifyWriteError(error, folder);
        });
        return there !== null && there.ino === ino && there.dev === dev;
      },
      close: () => handle.close(),
    };
  }

  return {
    open: (name) =>
      doing(name, async (file) => {
        const path = await paths.forNew(file);
        return opened(await system.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o666), path);
      }),
    openExisting: (name) =>
      doing(name, async (file) => {
        try {
          const path = await paths.existing(file);
          return await opened(await system.open(path, O_RDONLY | O_NOFOLLOW), path);
        } catch (error) {
          if (errnoOf(error) === 'ENOENT') return null;
          throw error;
        }
      }),
    remove: (name) => doing(name, async (file) => system.unlink(await paths.existing(file))),
  };
}
