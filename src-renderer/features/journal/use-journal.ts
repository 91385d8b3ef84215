import { useInfiniteQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';

const pageSize = 100;

/** The edits that were made, newest first, page by page; of one thread where one is named. */
export function useJournal(threadId: string | null) {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: ['journal', threadId],
    queryFn: ({ pageParam }) =>
      client.editsJournal({
        from: pageParam,
        count: pageSize,
        ...(threadId !== null && { threadId }),
      }),
    initialPageParam: 0,
    getNextPageParam: (page, all) => {
      const shown = all.reduce((sum, { batches }) => sum + batches.length, 0);
      return page.batches.length > 0 && shown < page.total ? shown : null;
    },
  });
}

/** One edit with its threads, page by page. */
export function useJournalBatch(batchId: string) {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: ['journal-batch', batchId],
    queryFn: ({ pageParam }) => client.editsBatch({ batchId, from: pageParam, count: pageSize }),
    initialPageParam: 0,
    getNextPageParam: (page, all) => {
      const shown = all.reduce((sum, { entries }) => sum + entries.length, 0);
      return page.entries.length > 0 && shown < page.total ? shown : null;
    },
  });
}
