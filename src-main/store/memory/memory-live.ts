import { object } from '../../history/json';
import { isPersisted } from '../../history/write/is-persisted';
import { newThreadId } from '../../history/write/new-thread-id';
import { threadHeader } from '../../history/write/thread-header';
import { StoreError } from '../errors';
import type { LiveWriting } from '../thread-store';
import type { CreateThreadParams } from '../types';
import type { MemoryForks } from './memory-forks';
import type { RolloutSpec } from './memory-rollout';
import { linesOf, type MemoryThreads } from './memory-threads';

/** The writers of a memory store, for what must not happen beside them. */
export interface MemoryWriters {
  /** `conflict` while the thread is loaded for writing. */
  refuseLive(threadId: string): void;
  /** Makes a loaded thread exist; nothing when it is not loaded. */
  persist(threadId: string): void;
}

/** Loaded threads in memory: a new one exists from its first item on, as in files. */
export function createMemoryLive(
  threads: MemoryThreads,
  forks: MemoryForks,
): { live: LiveWriting; writers: MemoryWriters } {
  /** By thread; a rollout that is not there yet, else null. */
  const open = new Map<string, RolloutSpec | null>();

  function refuseSecond(threadId: string): void {
    if (!open.has(threadId)) return;
    throw new StoreError('invalid_request', `thread ${threadId} already has a live local writer`);
  }

  function refuseWithoutCwd(cwd: string | null): void {
    if (cwd === null) throw new StoreError('invalid_request', 'local thread store requires a cwd');
  }

  function materialize(threadId: string): void {
    const spec = open.get(threadId);
    if (spec === undefined) throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
    if (spec === null) return;
    threads.put({ ...spec, modifiedAtMs: Date.now() });
    open.set(threadId, null);
  }

  return {
    live: {
      async createThread(params) {
        const { threadId, forkId } = params;
        refuseSecond(threadId);
        refuseWithoutCwd(params.metadata.cwd);
        if (threads.filesOf(threadId).length > 0) {
          throw new StoreError('conflict', `thread ${threadId} is there already`);
        }
        const records = forkId === undefined ? newLines(params) : forks.use(forkId, params);
        open.set(threadId, { threadId, records });
      },
      async resumeThread({ threadId, includeArchived, metadata }) {
        refuseSecond(threadId);
        refuseWithoutCwd(metadata.cwd);
        const file = threads.filesOf(threadId).at(-1);
        if (!file || file.dialect === 'bare') {
          throw new StoreError('invalid_request', `no rollout found for thread id ${threadId}`);
        }
        if (file.archived && !includeArchived) {
          throw new StoreError('invalid_request', `thread ${threadId} is archived`);
        }
        open.set(threadId, null);
      },
      async appendItems({ threadId, items }) {
        if (!open.has(threadId)) throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
        const dialect = dialectOf(open.get(threadId) ?? null, threads, threadId);
        const kept = items.filter((item) => isPersisted(item, dialect));
        if (kept.length === 0) return;
        materialize(threadId);
        threads.write(threadId, kept);
        threads.currentOf(threadId).modifiedAtMs = Date.now();
      },
      async persistThread({ threadId }) {
        materialize(threadId);
      },
      async flushThread({ threadId }) {
        if (!open.has(threadId)) throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
      },
      async shutdownThread({ threadId }) {
        if (!open.delete(threadId)) {
          throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
        }
      },
      async discardThread({ threadId }) {
        open.delete(threadId);
      },
    },
    writers: {
      refuseLive(threadId) {
        if (!open.has(threadId)) return;
        throw new StoreError('conflict', `thread ${threadId} already has an active writer`);
      },
      persist(threadId) {
        if (open.has(threadId)) materialize(threadId);
      },
    },
  };
}

function newLines(params: CreateThreadParams): RolloutSpec['records'] {
  const createdAt = new Date();
  const windowId = newThreadId(createdAt.getTime(), crypto.getRandomValues(new Uint8Array(10)));
  const first = params.historyBase?.endOrdinalExclusive ?? 0;
  return linesOf(
    [threadHeader(params, { createdAt, windowId })],
    params.historyMode === 'paginated' ? first : null,
  );
}

function dialectOf(spec: RolloutSpec | null, threads: MemoryThreads, threadId: string) {
  const mode = spec
    ? object(spec.records[0]?.payload)?.history_mode
    : threads.currentOf(threadId).meta.history_mode;
  return mode === 'paginated' ? 'paginated' : 'legacy';
}
