import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';
import { useSkeinEvent } from '../../app/events';

/** One thread without its turns, read again when main says that it changed. */
export function useThread(threadId: string) {
  const client = useClient();
  const query = useQuery({
    queryKey: ['thread', threadId],
    queryFn: () => client.threadsRead({ threadId }),
  });
  const { refetch } = query;
  useSkeinEvent('threads-changed', ({ threadIds }) => {
    if (threadIds === null || threadIds.includes(threadId)) void refetch();
  });
  // Damage, turns and tokens are known for sure only when the files were scanned to their end.
  useSkeinEvent('thread-scanned', (event) => {
    if (event.threadId === threadId && event.complete) void refetch();
  });
  return query;
}
