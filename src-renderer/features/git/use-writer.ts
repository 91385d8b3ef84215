import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';

/** Nobody tells when another program lets a thread go. */
const askAgainMs = 3000;

/** Why a thread cannot be edited now, in words; null while it can, or while that is not known yet. */
export function useWriterProblem(threadId: string): string | null {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['writer', threadId],
    queryFn: () => client.editsWriter({ threadId }),
    refetchInterval: askAgainMs,
    gcTime: 0,
  });
  if (!data || data.state === 'free') return null;
  const holder = data.holder ? `${data.holder.program} (process ${data.holder.pid})` : 'another program';
  if (data.state === 'in_use') return `In use by ${holder}. It can be edited once that has let it go.`;
  if (data.state === 'ours') return 'Open in this window for writing. It can be edited once it is closed.';
  return 'Whether another program writes to it cannot be told on this machine, so it is not edited.';
}
