import type { ThreadStore } from '../../store/thread-store';
import type { StoreEvent } from '../../store/types';
import type { StoreMethod } from '../protocol';
import { createStoreProxy } from '../store-proxy';

export interface StoreDouble extends ThreadStore {
  /** Every call as it was asked, `close` aside. */
  readonly calls: { method: StoreMethod; params: unknown }[];
  readonly closed: boolean;
  emit(event: StoreEvent): void;
}

/** A store with every capability for tests of what stands above stores: answers each call with what `answer` gives. */
export function storeDouble(
  answer: (method: StoreMethod, params: unknown) => unknown = () => null,
): StoreDouble {
  const calls: StoreDouble['calls'] = [];
  const listeners = new Set<(event: StoreEvent) => void>();
  let closed = false;
  const store = createStoreProxy({
    call: async (method, params) => {
      calls.push({ method, params });
      return await answer(method, params);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
    },
  });
  return {
    ...store,
    calls,
    get closed() {
      return closed;
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}
