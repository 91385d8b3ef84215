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
  signal: AbortSignal;
}

/**
 * Searches the items of a thread page by page, beginning at the start.
 *
 * There is no index behind it: it asks for every page once and keeps none, so it can be stopped at any time and
 * costs no memory.
 */
export async function* searchThread(client: Client, search: Search): AsyncGenerator<SearchProgress> {
  const { threadId, revision, itemCount, pattern, signal } = search;
  const hits: number[] = [];
  let clipped = 0;
  for (let from = 0; from < itemCount && !signal.aborted; from += step) {
    const count = Math.min(step, itemCount - from);
    const items = await readItems(client, { threadId, revision, from, count });
    for (const { index, item } of items) {
      pattern.lastIndex = 0;
      if (pattern.test(itemText(item))) hits.push(index);
      if (item.clips?.some(({ kind }) => kind === 'text')) clipped += 1;
    }
    const searched = Math.min(from + step, itemCount);
    yield { hits: [...hits], searched, clipped, isDone: searched >= itemCount };
  }
}
