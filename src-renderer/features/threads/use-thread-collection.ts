import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from '../../app/client-context';
import { useSkeinEvent } from '../../app/events';
import { ThreadCollection } from './thread-collection';

/** The rows of the home at `homePath`, loaded at once and kept true by main's events. */
export function useThreadCollection(homePath: string) {
  const client = useClient();
  const [collection, setCollection] = useState(() => new ThreadCollection(client));
  useEffect(() => {
    // Another home is another collection; made here, since an effect may run again after its own clean-up.
    const fresh = new ThreadCollection(client);
    setCollection(fresh);
    void fresh.load();
    return () => fresh.dispose();
  }, [client, homePath]);

  useSkeinEvent('threads-changed', ({ threadIds }) => collection.changed(threadIds));
  useSkeinEvent('home-changed', () => collection.changed(null));
  useSkeinEvent('store-state', ({ store }) => {
    if (store.state === 'ready') collection.changed(null);
  });

  const state = useSyncExternalStore(collection.subscribe, collection.getState);
  return {
    state,
    reload: () => void collection.load(),
    assume: (changes: Parameters<ThreadCollection['assume']>[0]) => collection.assume(changes),
  };
}
