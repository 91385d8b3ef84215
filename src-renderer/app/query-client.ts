import { QueryClient } from '@tanstack/react-query';
import { ClientError } from './client-error';

const minute = 60_000;

/**
 * The cache of what the store answered. Nothing here is on a network and nothing grows old by itself: entries are
 * invalidated by main's events, so focus, reconnect and mount never ask again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * minute,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // While the store process restarts, the question stays; every other failure is an answer.
        retry: (failures, error) =>
          error instanceof ClientError && error.code === 'store_unavailable' && failures < 10,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
