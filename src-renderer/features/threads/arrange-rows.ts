import type { ThreadSummary } from '@contracts/model/thread';
import { isAgentSource, spawnParent } from './source-of';
import type { Entry } from './thread-index';

/** One line of the list. */
export interface Row {
  entry: Entry;
  /** 0 for a thread of its own, 1 and up for agents under the thread that started them. */
  depth: number;
  /** Agents below it that pass the filters, at any depth. */
  agents: number;
  expanded: boolean;
}

/** The thread that started this one; null for threads of their own, forks included. */
export function parentOf({ thread, source }: Entry): string | null {
  return isAgentSource(source) ? (thread.parentThreadId ?? spawnParent(thread.source)) : null;
}

/**
 * Puts agents under the thread that started them, open where `expanded` says so.
 *
 * An agent whose parent is not in the list stands for itself. `entries` are filtered and sorted already; agents keep
 * that order among themselves. Parents that name each other in a circle lose nobody.
 */
export function arrangeRows(entries: readonly Entry[], expanded: (thread: ThreadSummary) => boolean): Row[] {
  const listed = new Set(entries.map((entry) => entry.thread.id));
  const children = new Map<string, Entry[]>();
  const tops: Entry[] = [];
  for (const entry of entries) {
    const parent = parentOf(entry);
    if (parent === null || parent === entry.thread.id || !listed.has(parent)) tops.push(entry);
    else
      children
        .set(parent, children.get(parent) ?? [])
        .get(parent)
        ?.push(entry);
  }
  if (children.size === 0) return tops.map((entry) => ({ entry, depth: 0, agents: 0, expanded: false }));

  const placed = new Map<string, { row: Row; above: Row | null; visible: boolean }>();
  const place = (top: Entry): void => {
    // A stack instead of recursion: nothing bounds how deep a damaged home may nest.
    const waiting = [{ entry: top, depth: 0, above: null as Row | null, visible: true }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { entry, depth, above, visible } = next;
      if (placed.has(entry.thread.id)) continue;
      const row: Row = { entry, depth, agents: 0, expanded: expanded(entry.thread) };
      placed.set(entry.thread.id, { row, above, visible });
      for (const child of (children.get(entry.thread.id) ?? []).toReversed())
        waiting.push({ entry: child, depth: depth + 1, above: row, visible: visible && row.expanded });
    }
  };
  for (const entry of tops) place(entry);
  for (const entry of entries) if (!placed.has(entry.thread.id)) place(entry);

  const all = [...placed.values()];
  for (const { row, above } of all.toReversed()) if (above) above.agents += 1 + row.agents;
  return all.filter(({ visible }) => visible).map(({ row }) => row);
}
