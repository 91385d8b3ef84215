import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ClientError } from '../../../app/client-error';

/** The thread's files were replaced since the outline was read: it is read again, the reader stays where he is. */
export function useStaleOutline(threadId: string, error: Error | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!(error instanceof ClientError) || error.code !== 'stale') return;
    void queries.invalidateQueries({ queryKey: ['thread-outline', threadId] }, { cancelRefetch: false });
  }, [queries, threadId, error]);
}
