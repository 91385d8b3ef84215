import type { Clip } from '@contracts/model/item';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useClient } from '../../../app/client-context';
import { useItemScope } from '../items/item-scope';

/** One slice of a clipped string, in UTF-16 units. */
const sliceLength = 131_072;
/** Most of one string that the page holds; the raw view shows the rest. */
const maxLength = 2 * 1024 * 1024;

export interface ClippedText {
  text: string;
  /** Units of the whole string that are not in `text`. */
  left: number;
  /** Fetches the next slice; null when there is none, or no more is shown here. */
  more: (() => void) | null;
  isLoading: boolean;
  error: Error | null;
}

/** The clip of a string of the item, null when it is whole. */
export function clipAt(clips: unknown, pointer: string): Clip | null {
  if (!Array.isArray(clips)) return null;
  return (clips as Clip[]).find((clip) => clip?.pointer === pointer) ?? null;
}

/** A string of the current item with as many further slices as the reader asked for. */
export function useClippedText(pointer: string, start: string): ClippedText {
  const client = useClient();
  const { threadId, revision, index, item } = useItemScope();
  const clip = clipAt(item.clips, pointer);
  const slices = useInfiniteQuery({
    queryKey: ['thread-text', threadId, revision, index, pointer],
    queryFn: ({ pageParam }) =>
      client.threadsText({ threadId, revision, index, pointer, from: pageParam, count: sliceLength }),
    initialPageParam: start.length,
    getNextPageParam: (last, _all, from) => {
      const next = from + last.text.length;
      return last.text.length > 0 && next < last.length ? next : undefined;
    },
    enabled: false,
  });
  const text = start + (slices.data?.pages.map((page) => page.text).join('') ?? '');
  const left = clip?.kind === 'text' ? Math.max(0, clip.length - text.length) : 0;
  const canFetch = left > 0 && text.length < maxLength && (slices.data === undefined || slices.hasNextPage);
  return {
    text,
    left,
    more: canFetch ? () => void slices.fetchNextPage() : null,
    isLoading: slices.isFetching,
    error: slices.error,
  };
}
