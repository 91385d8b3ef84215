import type { Thread } from '../contracts/model/thread';
import { object, string } from '../history/json';
import type { ThreadStore } from '../store/thread-store';
import type { CodexThread } from './codex-thread';

/** A thread and everything that was spawned from it, root first, each once: stored ones and loaded ones. */
export async function subtreeOf(
  store: ThreadStore,
  loaded: readonly CodexThread[],
  root: string,
): Promise<string[]> {
  const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  const children = new Map<string, Set<string>>();
  const relate = (threadId: string, parent: string | null): void => {
    if (parent === null) return;
    const known = children.get(parent);
    if (known) known.add(threadId);
    else children.set(parent, new Set([threadId]));
  };
  for (const thread of data) relate(thread.id, thread.parentThreadId ?? spawnedBy(thread.source));
  for (const { threadId, settings } of loaded) {
    relate(threadId, settings.parentThreadId ?? spawnedBy(settings.source));
  }
  const found = new Set([root]);
  // A set is walked in the order in which it grows.
  for (const threadId of found) for (const child of children.get(threadId) ?? []) found.add(child);
  return [...found];
}

/** Older releases tell the parent of an agent in its source only. */
function spawnedBy(source: Thread['source']): string | null {
  const agent = object(object(source)?.subAgent);
  return string(object(agent?.thread_spawn)?.parent_thread_id);
}
