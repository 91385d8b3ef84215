import type { GitHistory } from '@contracts/git';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';
import { useSkeinEvent } from '../../app/events';

/** Every value that the git fields of a thread have or had, and where it is written. */
export function useGitHistory(threadId: string): { data: GitHistory | undefined } {
  const client = useClient();
  const query = useQuery({
    queryKey: ['git-history', threadId],
    queryFn: () => client.gitHistory({ threadId }),
    gcTime: 0,
  });
  const { refetch } = query;
  useSkeinEvent('threads-changed', ({ threadIds }) => {
    if (threadIds === null || threadIds.includes(threadId)) void refetch();
  });
  return query;
}
