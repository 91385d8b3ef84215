import type { ThreadSummary } from '@contracts/model/thread';
import type { Entry } from './thread-index';
import { createdMs, recencyMs, updatedMs } from './thread-times';

export const sortKeys = {
  recency: 'Recent activity',
  updated: 'Updated',
  created: 'Created',
  size: 'Size',
} as const;
export type SortKey = keyof typeof sortKeys;

export interface Sort {
  key: SortKey;
  direction: 'asc' | 'desc';
}

/** Codex's own order. */
export const recentFirst: Sort = { key: 'recency', direction: 'desc' };

const values: Record<SortKey, (thread: ThreadSummary) => number | null> = {
  recency: recencyMs,
  updated: updatedMs,
  created: createdMs,
  size: (thread) => thread.sizeBytes,
};

/** The time that a row shows under a sort order, in ms since 1970: the one that it is sorted by. */
export function shownTime(thread: ThreadSummary, key: SortKey): number | null {
  return key === 'size' ? recencyMs(thread) : values[key](thread);
}

/** The entries in order; threads without the value come last in both directions, equal ones by id as in Codex. */
export function sortThreads(entries: readonly Entry[], { key, direction }: Sort): Entry[] {
  const sign = direction === 'asc' ? 1 : -1;
  return entries
    .map((entry) => ({ entry, value: values[key](entry.thread) }))
    .sort((a, b) => {
      if (a.value !== b.value) {
        if (a.value === null) return 1;
        if (b.value === null) return -1;
        return sign * (a.value - b.value);
      }
      return sign * (a.entry.thread.id < b.entry.thread.id ? -1 : 1);
    })
    .map(({ entry }) => entry);
}
