/** Threads that are chosen together, beside the one that is shown. */
export interface Marks {
  ids: ReadonlySet<string>;
  /** Where a range begins: the thread that was chosen last without Shift. */
  anchor: string | null;
}

export const noMarks: Marks = { ids: new Set(), anchor: null };

/** Adds a thread or takes it away; the one that is shown counts as chosen when nothing else is. */
export function toggleMark({ ids }: Marks, shown: string | null, threadId: string): Marks {
  const next = new Set(ids.size === 0 && shown !== null ? [shown] : ids);
  if (!next.delete(threadId)) next.add(threadId);
  return { ids: next, anchor: threadId };
}

/** Everything from the anchor to a thread, in the order of the list; what was chosen before is let go. */
export function extendMarks(
  { anchor }: Marks,
  shown: string | null,
  threadId: string,
  order: readonly string[],
): Marks {
  const from = anchor ?? shown ?? threadId;
  const [a, b] = [order.indexOf(from), order.indexOf(threadId)];
  if (a < 0 || b < 0) return { ids: new Set([threadId]), anchor: threadId };
  return { ids: new Set(order.slice(Math.min(a, b), Math.max(a, b) + 1)), anchor: from };
}
