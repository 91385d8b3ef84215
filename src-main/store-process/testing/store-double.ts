import type { ThreadStore } from '../../store/thread-store';
import type { StoreEvent } from '../../store/types';
import { type StoreRead, storeReads } from '../protocol';

export interface StoreDouble extends ThreadStore {
  /** Every read as it was asked. */
  readonly calls: { method: StoreRead; params: unknown }[];
  readonly closed: boolean;
  emit(event: StoreEvent): void;
}

/** A store for tests of what stands above stores: answers each read with what `answer` gives. */
export function storeDouble(
  answer: (method: StoreRead, params: unknown) => unknown = () => null,
): StoreDouble {
  const calls: StoreDouble['calls'] = [];
  const listeners = new Set<(event: StoreEvent) => void>();
  let closed = false;
  const reads = Object.fromEntries(
    storeReads.map((method) => [
      method,
      async (params: unknown) => {
        calls.push({ method, params });
        return await answer(method, params);
      },
    ]),
  ) as unknown as Pick<ThreadStore, StoreRead>;
  return {
    ...reads,
    calls,
    get closed() {
      return closed;
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
    },
  };
}
