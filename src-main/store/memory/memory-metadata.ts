import type { WrittenItem } from '../../history/write/rollout-line';
import { gitUpdate, memoryModeUpdate } from '../../history/write/session-meta';
import { StoreError } from '../errors';
import { isEmptyPatch, isObserved } from '../metadata-patch';
import type { MetadataWriting } from '../thread-store';
import type { ThreadMetadataPatch } from '../types';
import type { MemoryWriters } from './memory-live';
import type { MemoryThreads } from './memory-threads';

/**
 * Metadata in rows beside the rollouts. What the user changed of a legacy thread is told in its rollout, too; what was
 * observed stands there already (thread-store.md 3.7).
 */
export function createMemoryMetadata(
  threads: MemoryThreads,
  writers: MemoryWriters,
  read: (threadId: string) => ReturnType<MetadataWriting['updateThreadMetadata']>,
): MetadataWriting {
  return {
    async updateThreadMetadata({ threadId, patch, includeArchived }) {
      const isExplicit = !isEmptyPatch(patch) && !isObserved(patch);
      if (isExplicit) writers.persist(threadId);
      const file = threads.filesOf(threadId).at(-1);
      if (!file) throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
      if (file.archived && !includeArchived) {
        throw new StoreError('invalid_request', `no rollout found for thread id ${threadId}`);
      }
      if (isExplicit && file.dialect === 'legacy') {
        const items = toldInRollout(file.meta, patch, threads.summarize(threadId).summary);
        if (items.length > 0) threads.write(threadId, items);
      }
      if (!isEmptyPatch(patch)) threads.update(threadId, patch);
      return await read(threadId);
    },
  };
}

function toldInRollout(
  meta: Record<string, unknown>,
  { memoryMode, gitInfo }: ThreadMetadataPatch,
  now: { gitInfo: { sha: string | null; branch: string | null; originUrl: string | null } | null } & {
    memoryMode: string | null;
  },
): WrittenItem[] {
  const git = { ...(now.gitInfo ?? { sha: null, branch: null, originUrl: null }), ...gitInfo };
  return [
    ...(memoryMode ? [memoryModeUpdate(meta, memoryMode)] : []),
    ...(gitInfo ? [gitUpdate(meta, git, memoryMode ?? now.memoryMode ?? 'enabled')] : []),
  ];
}
