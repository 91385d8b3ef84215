import { StoreError } from '../errors';
import type { ShelfWriting } from '../thread-store';
import type { Thread } from '../../contracts/model/thread';
import type { MemoryForks } from './memory-forks';
import type { MemoryWriters } from './memory-live';
import type { MemoryThreads } from './memory-threads';

/** Archive, unarchive and delete in memory (thread-store.md 3.8, 3.9). Everything is checked before anything is done. */
export function createMemoryShelf(
  threads: MemoryThreads,
  writers: MemoryWriters,
  forks: MemoryForks,
  read: (threadId: string) => Promise<Thread>,
): ShelfWriting {
  function ownFiles(threadId: string, archived: boolean) {
    const files = threads.filesOf(threadId);
    if (files.length > 0 && files.every((file) => file.archived === archived)) return files;
    const what = archived ? 'no archived rollout' : 'no rollout';
    throw new StoreError(
      files.length > 0 ? 'invalid_request' : 'thread_not_found',
      `${what} found for thread id ${threadId}`,
    );
  }

  return {
    async archiveThread({ threadId }) {
      const files = ownFiles(threadId, false);
      writers.refuseLive(threadId);
      forks.refuseReserved(threadId);
      for (const file of files) file.archived = true;
      threads.update(threadId, {}, Date.now());
    },
    async unarchiveThread({ threadId }) {
      const files = ownFiles(threadId, true);
      writers.refuseLive(threadId);
      const now = Date.now();
      // Whoever was never given one has the time of the last change, and that is about to move.
      const recency = threads.summarize(threadId).summary.recencyAtMs ?? now;
      for (const file of files) file.archived = false;
      for (const file of files) file.modifiedAtMs = now;
      threads.update(threadId, { updatedAt: new Date(now), advanceRecencyAt: new Date(recency) }, null);
      return await read(threadId);
    },
    async deleteThread({ threadId }) {
      threads.currentOf(threadId);
      writers.refuseLive(threadId);
      forks.refuseReserved(threadId);
      const own = new Set(threads.filesOf(threadId).map((file) => file.rolloutId));
      const isBase = threads.files.some(
        ({ head, rolloutId }) => !own.has(rolloutId) && own.has(head.historyBase?.rolloutId ?? ''),
      );
      if (isBase) {
        const reason = 'forked history still references it';
        throw new StoreError('invalid_request', `cannot delete thread ${threadId}: ${reason}`);
      }
      threads.remove(threadId);
    },
  };
}
