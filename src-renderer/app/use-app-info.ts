import type { AppInfo } from '@contracts/app';
import { type Query, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client-context';
import { useSkeinEvent } from './events';

const key = ['app'];

/** Everything that was read from the home, as opposed to what main knows by itself. */
const fromStore = { predicate: (query: Query) => !['app', 'settings'].includes(String(query.queryKey[0])) };

/** What main says about itself, the home and the store. */
export function useAppInfo() {
  const client = useClient();
  return useQuery({ queryKey: key, queryFn: () => client.appDescribe({}), gcTime: Number.POSITIVE_INFINITY });
}

/** Keeps `useAppInfo` true by main's events; mounted once. */
export function useFollowAppInfo(): void {
  const queries = useQueryClient();
  const patch = (change: Partial<AppInfo>) =>
    queries.setQueryData<AppInfo>(key, (info) => info && { ...info, ...change });
  useSkeinEvent('home-changed', ({ home }) => {
    const before = queries.getQueryData<AppInfo>(key)?.home;
    patch({ home });
    // Nothing that was read from another home holds any more.
    if (before?.path !== home.path || before.state !== home.state) queries.removeQueries(fromStore);
  });
  useSkeinEvent('store-state', ({ store }) => {
    const before = queries.getQueryData<AppInfo>(key)?.store.state;
    patch({ store });
    // What failed or changed while the store was away is asked again.
    if (store.state === 'ready' && before !== 'ready') void queries.invalidateQueries(fromStore);
  });
}
