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
    else children.set(parent, [...(children.get(parent) ?? []), entry]);
  }
  if (children.size === 0) return tops.map((entry) => ({ entry, depth: 0, agents: 0, expanded: false }));

  const placed = new Set<string>();
  const rows: Row[] = [];
  /** Returns how many threads stand below. */
  const place = (entry: Entry, depth: number, visible: boolean): number => {
    placed.add(entry.thread.id);
    const row: Row = { entry, depth, agents: 0, expanded: expanded(entry.thread) };
    if (visible) rows.push(row);
    for (const child of children.get(entry.thread.id) ?? [])
      if (!placed.has(child.thread.id)) row.agents += 1 + place(child, depth + 1, visible && row.expanded);
    return row.agents;
  };
  for (const entry of tops) place(entry, 0, true);
  for (const entry of entries) if (!placed.has(entry.thread.id)) place(entry, 0, true);
  return rows;
}
