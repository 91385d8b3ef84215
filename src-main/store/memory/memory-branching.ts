import { revertMeta } from '../../history/write/revert-meta';
import { threadSettings } from '../../history/write/thread-settings';
import { StoreError } from '../errors';
import type { Branching } from '../thread-store';
import { cutOf } from './memory-cut';
import { baseOf, freshId, knownSettings, type MemoryForks } from './memory-forks';
import type { MemoryWriters } from './memory-live';
import { linesOf, type MemoryThreads } from './memory-threads';

/** Forks and reverts in memory (thread-store.md 7.2). */
export function createMemoryBranching(
  threads: MemoryThreads,
  writers: MemoryWriters,
  forks: MemoryForks,
): Branching {
  return {
    async prepareFork({ threadId, boundary }) {
      return forks.prepare(threadId, boundary);
    },
    async releaseFork({ forkId }) {
      forks.release(forkId);
    },
    async revertThread({ threadId, beforeTurnId }) {
      const current = threads.currentOf(threadId);
      if (current.dialect !== 'paginated') {
        throw new StoreError('invalid_request', 'thread/revert only supports paginated threads');
      }
      if (current.archived) throw new StoreError('invalid_request', `thread ${threadId} is archived`);
      const cut = cutOf(threads, threadId, { kind: 'beforeTurn', turnId: beforeTurnId });
      writers.refuseLive(threadId);
      const base = baseOf(cut);
      const timestamp = new Date().toISOString();
      const items = [revertMeta(current.meta, { base, timestamp, multiAgentVersion: null })];
      const settings = threadSettings(knownSettings(cut), {
        ...{ threadId, cliVersion: current.meta.cli_version, modelProvider: current.meta.model_provider },
        cwd: typeof current.meta.cwd === 'string' ? current.meta.cwd : '',
      });
      if (settings) items.push(settings);
      const records = linesOf(items, base?.endOrdinalExclusive ?? 0);
      threads.put({ threadId, rolloutId: freshId(), records, modifiedAtMs: Date.now() });
    },
  };
}
