import type { Client } from '../../../app/client';
import { readItems } from '../use-item-pages';
import { itemText } from './item-text';

/** Items of one request; 200 is the most that the channel gives. */
const step = 200;

export interface SearchProgress {
  /** Places of the items that have the text, ascending. */
  hits: readonly number[];
  searched: number;
  /** Items whose long texts were clipped: their rest was not searched. */
  clipped: number;
  isDone: boolean;
}

interface Search {
  threadId: string;
  revision: string;
  itemCount: number;
  pattern: RegExp;
  /** Place of the first item to look at: where the reader is. */
  from: number;
  signal: AbortSignal;
}

/**
 * Searches the items of a thread page by page: from a place to the end, then from the start to that place.
 *
 * There is no index behind it: it asks for every page once and keeps none, so it can be stopped at any time and
 * costs no memory.
 */
export async function* searchThread(client: Client, search: Search): AsyncGenerator<SearchProgress> {
  const { threadId, revision, itemCount, pattern, signal } = search;
  const start = Math.min(search.from, itemCount);
  // What is found first lies behind the start, what comes later before it.
  const [behind, before]: [number[], number[]] = [[], []];
  let clipped = 0;
  let searched = 0;
  while (searched < itemCount && !signal.aborted) {
    const isBehind = searched < itemCount - start;
    const from = isBehind ? start + searched : searched - (itemCount - start);
    const count = Math.min(step, (isBehind ? itemCount : start) - from);
    const hits = isBehind ? behind : before;
    const items = await readItems(client, { threadId, revision, from, count });
    for (const { index, item } of items) {
      pattern.lastIndex = 0;
      if (pattern.test(itemText(item))) hits.push(index);
      if (item.clips?.some(({ kind }) => kind === 'text')) clipped += 1;
    }
    searched += count;
    yield { hits: [...before, ...behind], searched, clipped, isDone: searched >= itemCount };
  }
}
