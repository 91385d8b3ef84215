import type { PlacedItem } from '@contracts/threads';
import { type Query, useQueries } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Client } from '../../app/client';
import { useClient } from '../../app/client-context';

/** Items that are fetched together. */
export const pageSize = 50;

/** One page of the flat item list. */
export function itemPageQuery(client: Client, threadId: string, revision: string, page: number) {
  return {
    queryKey: ['thread-items', threadId, revision, page],
    queryFn: () => readItems(client, { threadId, revision, from: page * pageSize, count: pageSize }),
    // What was scrolled out of sight is fetched again when it comes back: memory stays bounded.
    gcTime: 60_000,
  };
}

/** Reads items; an answer may be short because of its size, then the rest is asked for. */
export async function readItems(
  client: Client,
  range: { threadId: string; revision: string; from: number; count: number },
): Promise<PlacedItem[]> {
  const items: PlacedItem[] = [];
  while (items.length < range.count) {
    const reply = await client.threadsItems({
      ...range,
      from: range.from + items.length,
      count: range.count - items.length,
    });
    if (reply.items.length === 0) break;
    items.push(...reply.items);
  }
  return items;
}

/** The pages that hold items from `firstItem` on, for invalidation. */
export function itemPagesFrom(threadId: string, revision: string, firstItem: number) {
  return {
    queryKey: ['thread-items', threadId, revision],
    predicate: ({ queryKey }: Query) => (Number(queryKey[3]) + 1) * pageSize > firstItem,
  };
}

export interface ItemPages {
  /** The item at a place of the flat list; null while its page is on the way. */
  at: (index: number) => PlacedItem | null;
  error: Error | null;
}

/**
 * The items of some pages. When the revision changes, what was shown stays until the new pages are there.
 */
export function useItemPages(threadId: string, revision: string, pages: readonly number[]): ItemPages {
  const client = useClient();
  const shown = useRef(new Map<number, PlacedItem[]>());
  const results = useQueries({
    queries: pages.map((page) => itemPageQuery(client, threadId, revision, page)),
  });
  const current = new Map<number, PlacedItem[]>();
  results.forEach(({ data }, nth) => {
    const page = pages[nth] as number;
    const items = data ?? shown.current.get(page);
    if (items) current.set(page, items);
  });
  useEffect(() => {
    shown.current = current;
  });
  return {
    at(index) {
      const items = current.get(Math.floor(index / pageSize));
      const expected = items?.[index % pageSize];
      // A page that was read short has its items elsewhere.
      return expected?.index === index ? expected : (items?.find((item) => item.index === index) ?? null);
    },
    error: results.find(({ error }) => error)?.error ?? null,
  };
}
