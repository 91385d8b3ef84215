import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../errors';
import type { WriterState } from '../../types';
import type { LockFile, LockFiles } from '../write/lock-files';
import { type Flock, loadFlock } from './flock';
import { lockHolder } from './lock-holder';

/** The right to write a thread, held until it is released or the process ends. */
export interface ThreadLock {
  /** Idempotent, and never rejects: at worst an empty file stays behind, which means nothing. */
  release(): Promise<void>;
}

/**
 * The writer locks of threads, those that Codex itself takes from release 0.147 on: whoever has one is the only
 * program that writes to the thread.
 *
 * Rejections are StoreErrors: `conflict` with `{pid, program}` as detail where the system tells who has the
 * lock, `unsupported` where locks cannot be had, `invalid_request` for what is no thread id, `io`.
 */
export interface ThreadLocks {
  /** Takes the lock of a thread, which fails at once when anybody has it, this store included. */
  lock(threadId: string): Promise<ThreadLock>;
  /** Runs the work while all of these threads are locked; all or none. */
  withThreadLocks<Result>(threadIds: readonly string[], work: () => Promise<Result>): Promise<Result>;
  /** Who may write the thread now. Changes nothing: a lock file that nobody holds is `free`. */
  state(threadId: string): Promise<WriterState>;
}

/**
 * Codex (tried with 0.169) takes a thread's lock while it has this one shared, waiting for it without limit, and removes lock
 * files only when it gets this one exclusively at once; else they stay. So nobody locks a file that is about to go.
 */
const coordination = '.coordination.lock';
const coordinationLimitMs = 5000;
const pollMs = 5;

const threadIdFormat = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @param getFlock for tests: a system without locks */
export function createThreadLocks(
  files: LockFiles,
  getFlock: () => Promise<Flock | null> = loadFlock,
): ThreadLocks {
  const held = new Set<string>();

  /** Runs the work while nobody removes a lock file: shared, so that programs can take locks side by side. */
  async function whileNoneIsRemoved<Result>(flock: Flock, work: () => Promise<Result>): Promise<Result> {
    const file = await files.open(coordination);
    try {
      await waitFor(flock, file, 'shared');
      return await work();
    } finally {
      await file.close();
    }
  }

  /** Null when another program has it. */
  async function lockedFile(flock: Flock, threadId: string): Promise<LockFile | null> {
    for (;;) {
      const file = await files.open(nameOf(threadId));
      let isOurs = false;
      try {
        const isLocked = flock.tryLock(file.fd, 'exclusive');
        // Programs that do not coordinate may have removed it meanwhile: then it is no longer the thread's.
        if (await file.isInPlace()) {
          isOurs = isLocked;
          return isLocked ? file : null;
        }
      } finally {
        if (!isOurs) await file.close();
      }
    }
  }

  async function lock(threadId: string): Promise<ThreadLock> {
    checkId(threadId);
    const flock = await getFlock();
    if (flock === null) {
      throw new StoreError(
        'unsupported',
        'Writer locks cannot be had on this system, so nothing is written.',
      );
    }
    const file = await whileNoneIsRemoved(flock, () => lockedFile(flock, threadId));
    if (file === null) throw await inUse(threadId);
    held.add(nameOf(threadId));
    let releasing: Promise<void> | undefined;
    return {
      release() {
        releasing ??= release(flock, threadId, file).finally(() => held.delete(nameOf(threadId)));
        return releasing;
      },
    };
  }

  async function release(flock: Flock, threadId: string, file: LockFile): Promise<void> {
    try {
      // Removed before the lock goes: the file of the next holder is not ours to remove.
      await ifNoneIsTaken(flock, async () => {
        if (await file.isInPlace()) await files.remove(nameOf(threadId));
      });
    } catch {
      // The lock goes with the descriptor, whether the file could be removed or not.
    } finally {
      await file.close().catch(() => undefined);
    }
  }

  /** Does the work unless another program takes or removes a lock at this moment. */
  async function ifNoneIsTaken(flock: Flock, work: () => Promise<void>): Promise<void> {
    const file = await files.open(coordination);
    try {
      if (flock.tryLock(file.fd, 'exclusive')) await work();
    } finally {
      await file.close();
    }
  }

  async function inUse(threadId: string): Promise<StoreError> {
    const { holder } = await state(threadId);
    return new StoreError('conflict', `thread ${threadId} already has an active writer`, holder ?? undefined);
  }

  async function state(threadId: string): Promise<WriterState> {
    checkId(threadId);
    if (held.has(nameOf(threadId))) return { state: 'ours', holder: null };
    const flock = await getFlock();
    const file = await files.openExisting(nameOf(threadId));
    if (file === null) return { state: flock === null ? 'unknown' : 'free', holder: null };
    // The table of locks tells without touching the lock, but not everything.
    const holder = await lockHolder(file);
    await file.close();
    if (holder !== null) return { state: 'in_use', holder };
    if (flock === null) return { state: 'unknown', holder: null };
    return { state: (await isFree(flock, threadId)) ? 'free' : 'in_use', holder: null };
  }

  /** Tries the lock, and gives it back, while no Codex takes one: for that moment it would find the thread in use. */
  async function isFree(flock: Flock, threadId: string): Promise<boolean> {
    const together = await files.openExisting(coordination);
    try {
      if (together !== null) await waitFor(flock, together, 'exclusive');
      const file = await files.openExisting(nameOf(threadId));
      if (file === null) return true;
      try {
        return flock.tryLock(file.fd, 'shared');
      } finally {
        await file.close();
      }
    } finally {
      await together?.close();
    }
  }

  return {
    lock,
    async withThreadLocks(threadIds, work) {
      const locks: ThreadLock[] = [];
      try {
        // In one order, so that two programs never wait for each other's half.
        for (const threadId of [...new Set(threadIds)].sort()) locks.push(await lock(threadId));
        return await work();
      } finally {
        for (const taken of locks) await taken.release();
      }
    },
    state,
  };
}

const nameOf = (threadId: string) => `${threadId.toLowerCase()}.lock`;

function checkId(threadId: string): void {
  if (!threadIdFormat.test(threadId))
    throw new StoreError('invalid_request', `invalid thread id: ${threadId}`);
}

async function waitFor(flock: Flock, file: LockFile, kind: 'exclusive' | 'shared'): Promise<void> {
  const deadline = performance.now() + coordinationLimitMs;
  while (!flock.tryLock(file.fd, kind)) {
    if (performance.now() > deadline) {
      throw new StoreError('conflict', 'Another program keeps all writer locks busy.');
    }
    await sleep(pollMs);
  }
}
