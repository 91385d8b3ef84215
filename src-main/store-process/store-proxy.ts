import type { ThreadStore } from '../store/thread-store';
import type { StoreEvent, Unsubscribe } from '../store/types';
import { type StoreMethod, type StoreRead, storeReads } from './protocol';

/** The way to a store in another process, whatever holds it up. */
export interface StoreLink {
  /** Rejects with a StoreError; `store_unavailable` when nobody is there to answer. */
  call(method: StoreMethod, params: unknown): Promise<unknown>;
  subscribe(listener: (event: StoreEvent) => void): Unsubscribe;
  close(): Promise<void>;
}

/** A ThreadStore whose every method goes over a link. */
export function createStoreProxy(link: StoreLink): ThreadStore {
  const reads = Object.fromEntries(
    storeReads.map((method) => [method, (params?: unknown) => link.call(method, params)]),
    // The names and their types come from the one list; fromEntries forgets them.
  ) as unknown as Pick<ThreadStore, StoreRead>;
  return {
    ...reads,
    subscribe: (listener) => link.subscribe(listener),
    close: () => link.close(),
  };
}
