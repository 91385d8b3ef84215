import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient } from '../../app/client-context';
import { useSkeinEvent } from '../../app/events';
import type { Outline } from './outline';
import { OutlineFeed } from './outline-feed';
import { itemPagesFrom } from './use-item-pages';

/** The outline of a thread, kept up to date while its files are scanned or grow. */
export function useOutline(threadId: string) {
  const client = useClient();
  const queries = useQueryClient();
  const feed = useMemo(() => new OutlineFeed(client, threadId), [client, threadId]);
  const key = useMemo(() => ['thread-outline', threadId], [threadId]);

  const query = useQuery({
    queryKey: key,
    // Turns that did not change keep their identity anyway; comparing all of them for every page costs.
    structuralSharing: false,
    queryFn: () =>
      feed.read(queries.getQueryData<Outline>(key) ?? null, (outline) => queries.setQueryData(key, outline)),
  });

  useSkeinEvent('thread-scanned', (event) => {
    if (event.threadId !== threadId) return;
    const { revision, complete, scannedBytes, totalBytes, changedFrom } = event;
    const shown = queries.getQueryData<Outline>(key);
    const isSame = shown?.revision === revision;
    if (isSame) {
      queries.setQueryData<Outline>(key, { ...shown, complete, scannedBytes, totalBytes });
      const firstItem = shown.turns[changedFrom]?.firstItem ?? shown.itemCount;
      void queries.invalidateQueries(itemPagesFrom(threadId, revision, firstItem));
    }
    feed.changed(isSame ? changedFrom : 0);
    // A reading that is under way takes the change up by itself.
    void queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  });

  return query;
}
