import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AppInfo } from '@contracts/app';
import type { HomeDescription } from '@contracts/model/home';
import { useClient } from '../../app/client-context';

/** Opens another home: by the system's folder dialog, or the demo. `error` says why the last try failed. */
export function useOpenHome() {
  const client = useClient();
  const queries = useQueryClient();
  // Main tells it by an event as well; the answer is here first.
  const onSuccess = (home: HomeDescription | null) => {
    if (home) queries.setQueryData<AppInfo>(['app'], (info) => info && { ...info, home });
  };
  const choose = useMutation({ mutationFn: () => client.appChooseHome({}), onSuccess });
  const demo = useMutation({ mutationFn: () => client.appOpenDemo({}), onSuccess });
  return {
    chooseHome: () => choose.mutate(),
    openDemo: () => demo.mutate(),
    isOpening: choose.isPending || demo.isPending,
    error: choose.error ?? demo.error,
  };
}
