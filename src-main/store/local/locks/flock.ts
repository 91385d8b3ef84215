import { constants } from 'node:os';
import { StoreError } from '../../errors';

/** flock(2), the lock that Codex takes on its writer lock files. */
export interface Flock {
  /**
   * Locks an open file without waiting; false when another descriptor holds a lock that is in the way. The lock goes
   * with the descriptor: when it is closed, or its process ends in whatever way.
   */
  tryLock(fd: number, kind: 'exclusive' | 'shared'): boolean;
}

const operations = { shared: 1, exclusive: 2 };
const notBlocking = 4;

async function load(): Promise<Flock | null> {
  // Codex takes LockFileEx there, which could not be tried: without a lock, nothing is edited.
  if (process.platform === 'win32') return null;
  try {
    const { default: koffi } = await import('koffi');
    // The process itself has libc loaded, under whatever name the system gives it.
    const call = koffi.load(null).func('int flock(int fd, int operation)');
    return {
      tryLock(fd, kind) {
        for (;;) {
          if (call(fd, operations[kind] | notBlocking) === 0) return true;
          const errno = koffi.errno();
          if (errno === constants.errno.EWOULDBLOCK) return false;
          if (errno !== constants.errno.EINTR) {
            throw new StoreError('io', `A writer lock cannot be taken here (errno ${errno}).`, { errno });
          }
        }
      },
    };
  } catch {
    // No binary for this system, or one that does not load.
    return null;
  }
}

let loaded: Promise<Flock | null> | undefined;

/** Null where the system's lock cannot be had. The native code is loaded by the first call. */
export function loadFlock(): Promise<Flock | null> {
  loaded ??= load();
  return loaded;
}
