import { constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../errors';
import { classifyFileError } from '../classify-error';
import { type Flock, loadFlock } from '../locks/flock';
import { createHomePaths } from './home-paths';
import { nodeWriteSystem, type WriteSystem } from './write-system';

const { O_CREAT, O_NOFOLLOW, O_RDWR } = constants;
const file = 'session_index.jsonl.lock';
const waitMs = 5000;
const pollMs = 10;

/** Runs work on the name index while no other program that keeps to its lock writes there (formats.md 1.4). */
export type NameIndexLock = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * The lock of 0.166 and later: flock(2) on a file beside the index. Where the system has no such lock, the work runs
 * without it: that case is refused before, with the thread's own lock.
 *
 * @param root absolute path of the home
 */
export function createNameIndexLock(
  root: string,
  system: WriteSystem = nodeWriteSystem,
  getFlock: () => Promise<Flock | null> = loadFlock,
): NameIndexLock {
  const paths = createHomePaths(root, system);
  return async (work) => {
    const flock = await getFlock();
    if (flock === null) return work();
    const handle = await paths
      .forNew(file)
      .then((path) => system.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o666))
      .catch((error: unknown) => {
        throw classifyFileError(error, file);
      });
    try {
      const deadline = performance.now() + waitMs;
      while (!flock.tryLock(handle.fd, 'exclusive')) {
        if (performance.now() > deadline) {
          throw new StoreError('conflict', 'another program holds the name index');
        }
        await sleep(pollMs);
      }
      return await work();
    } finally {
      // The lock is gone with the descriptor, whatever closing says.
      await handle.close().catch(() => undefined);
    }
  };
}
