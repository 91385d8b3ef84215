import type { ThreadSummary } from '@contracts/model/thread';
import { useMemo } from 'react';
import { useThreads } from '../threads/threads-model';

/** The threads that an edit is for: all that are selected together, else the one that is shown. */
export function useTargets(): readonly ThreadSummary[] {
  const { entries, marked, selectedId } = useThreads();
  return useMemo(() => {
    const wanted = new Set(marked.length > 0 ? marked : [selectedId]);
    return entries.filter(({ thread }) => wanted.has(thread.id)).map(({ thread }) => thread);
  }, [entries, marked, selectedId]);
}
