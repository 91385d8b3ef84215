import type { Place, Settings } from '@contracts/settings';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';

const key = ['settings'];

interface Stored {
  settings: Settings;
  /** Where the user was when the app was last closed; it does not follow what happens since. */
  place: Place;
}

/** The user's settings and the place of the last run; undefined until main has answered. */
export function useStored(): { data: Stored | undefined; error: Error | null } {
  const client = useClient();
  return useQuery({
    queryKey: key,
    queryFn: () => client.settingsRead({}),
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** The same below the boot gate, where both are known. */
export function useSettings(): Stored {
  const { data } = useStored();
  if (!data) throw new Error('useSettings needs the boot gate above it');
  return data;
}

/** Changes settings: shown at once, then stored; a refusal puts the old ones back. */
export function useChangeSettings(): (change: Partial<Settings>) => void {
  const client = useClient();
  const queries = useQueryClient();
  const put = (settings: Settings) =>
    queries.setQueryData<Stored>(key, (stored) => stored && { ...stored, settings });
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Settings>) => client.settingsWrite(change),
    onMutate: (change) => {
      const before = queries.getQueryData<Stored>(key)?.settings;
      if (before) put({ ...before, ...change });
      return { before };
    },
    onSuccess: put,
    onError: (_error, _change, context) => context?.before && put(context.before),
  });
  return mutate;
}
