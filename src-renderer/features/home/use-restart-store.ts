import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AppInfo } from '@contracts/app';
import { useClient } from '../../app/client-context';

/** Starts the store process again after main has given it up. */
export function useRestartStore() {
  const client = useClient();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.appRestartStore({}),
    onSuccess: (store) => queries.setQueryData<AppInfo>(['app'], (info) => info && { ...info, store }),
  });
  return { restart: () => mutate(), isRestarting: isPending, error };
}
