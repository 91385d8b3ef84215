import type { SourceKind, ThreadSummary } from '../../contracts/model/thread';
import { formatListCursor, type ListPosition, parseListCursor } from './list-cursor';
import type { ListThreadsParams, SortKey } from '../types';

/** A thread as the list sees it. */
export interface ListableThread {
  summary: ThreadSummary;
  /** Found by a search, though not shown: what a database keeps as title. */
  title: string;
  /** The filters that its source answers to. */
  kinds: readonly SourceKind[];
}

/** One page of a list, newest or oldest first, equal times ordered by id (thread-store.md 3.6). */
export interface PagedThreads {
  data: ThreadSummary[];
  nextCursor: string | null;
}

/**
 * Filters, sorts and cuts a list of threads. `invalid_request` for a bad cursor.
 *
 * @param ordered the same threads, oldest first by that key; lets a store keep its sorted lists
 */
export function pageThreads(
  ordered: (key: SortKey) => readonly ListableThread[],
  params: ListThreadsParams,
): PagedThreads {
  const { sortKey, sortDirection, limit } = params;
  const after = params.cursor === undefined ? null : parseListCursor(params.cursor);
  const step = sortDirection === 'asc' ? 1 : -1;
  const threads = ordered(sortKey);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : Math.max(1, limit);
  const data: ThreadSummary[] = [];
  const passes = filterOf(params);
  let more = false;
  for (let at = step > 0 ? 0 : threads.length - 1; at >= 0 && at < threads.length; at += step) {
    const thread = threads[at] as ListableThread;
    if (after && !isBehind(after, thread.summary, sortKey, step)) continue;
    if (!passes(thread)) continue;
    if (data.length === most) {
      more = true;
      break;
    }
    data.push(thread.summary);
  }
  const last = data.at(-1);
  const nextCursor =
    more && last ? formatListCursor({ timeMs: timeOf(last, sortKey), threadId: last.id }) : null;
  return { data, nextCursor };
}

/** Threads oldest first by a key, for `pageThreads`. */
export function orderThreads<Listable extends ListableThread>(
  threads: Iterable<Listable>,
  key: SortKey,
): Listable[] {
  return [...threads].sort((a, b) => compare(a.summary, b.summary, key));
}

function compare(a: ThreadSummary, b: ThreadSummary, key: SortKey): number {
  return timeOf(a, key) - timeOf(b, key) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function isBehind(position: ListPosition, thread: ThreadSummary, key: SortKey, step: 1 | -1): boolean {
  const time = (timeOf(thread, key) - position.timeMs) * step;
  if (time !== 0 || position.threadId === null) return time > 0;
  return step > 0 ? thread.id > position.threadId : thread.id < position.threadId;
}

/** Whole ms: a cursor holds no finer time. */
function timeOf(thread: ThreadSummary, key: SortKey): number {
  const { createdAtMs, updatedAtMs, recencyAtMs } = thread;
  const time =
    key === 'created_at' ? createdAtMs : key === 'updated_at' ? updatedAtMs : (recencyAtMs ?? updatedAtMs);
  return Math.floor(time ?? 0);
}

function filterOf(params: ListThreadsParams): (thread: ListableThread) => boolean {
  const { archived, searchTerm } = params;
  const cwds = params.cwd && new Set(params.cwd);
  const kinds = params.sourceKinds?.length ? new Set(params.sourceKinds) : null;
  const providers = params.modelProviders?.length ? new Set(params.modelProviders) : null;
  return ({ summary, title, kinds: own }) =>
    (archived === undefined || summary.archived === archived) &&
    (!cwds || cwds.has(summary.cwd)) &&
    (!kinds || own.some((kind) => kinds.has(kind))) &&
    (!providers || providers.has(summary.modelProvider)) &&
    (!searchTerm || [summary.name ?? '', summary.preview, title].some((text) => text.includes(searchTerm)));
}
