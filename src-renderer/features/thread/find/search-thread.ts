import type { Client } from '../../../app/client';

export interface SearchProgress {
  /** Places of the items that have the text, ascending. */
  hits: readonly number[];
  /** How many items were looked at. */
  searched: number;
  isDone: boolean;
}

interface Search {
  threadId: string;
  revision: string;
  itemCount: number;
  text: string;
  /** Place of the first item to look at: where the reader is. */
  from: number;
  signal: AbortSignal;
}

/**
 * Searches the items of a thread, a stretch at a time: from a place to the end, then from the start to that place.
 *
 * The store searches whole strings and answers each stretch after a short time, so the search can be seen to go on
 * and be stopped.
 */
export async function* searchThread(client: Client, search: Search): AsyncGenerator<SearchProgress> {
  const { threadId, revision, itemCount, text, signal } = search;
  const start = Math.min(search.from, itemCount);
  // What is found first lies behind the start, what comes later before it.
  let behind: number[] = [];
  let before: number[] = [];
  for (let from: number | null = start; from !== null && !signal.aborted; ) {
    const found = await client.threadsFind({ threadId, revision, text, from });
    behind = [...behind, ...found.hits];
    from = found.next;
    const searched = (from ?? itemCount) - start;
    yield { hits: behind, searched, isDone: from === null && start === 0 };
  }
  for (let from = 0; from < start && !signal.aborted; ) {
    const found = await client.threadsFind({ threadId, revision, text, from });
    before = [...before, ...found.hits.filter((hit) => hit < start)];
    from = Math.min(found.next ?? start, start);
    yield { hits: [...before, ...behind], searched: itemCount - start + from, isDone: from === start };
  }
}
