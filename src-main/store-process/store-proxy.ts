import type { ThreadStore } from '../store/thread-store';
import type { StoreEvent, Unsubscribe } from '../store/types';
import {
  type Capability,
  type CapabilityName,
  type StoreMethod,
  type StoreRead,
  type StoreWrite,
  storeCapabilities,
  storeReads,
} from './protocol';

/** The way to a store in another process, whatever holds it up. */
export interface StoreLink {
  /** Rejects with a StoreError; `store_unavailable` when nobody is there to answer. */
  call(method: StoreMethod, params: unknown): Promise<unknown>;
  subscribe(listener: (event: StoreEvent) => void): Unsubscribe;
  close(): Promise<void>;
}

/**
 * A ThreadStore whose every method goes over a link. It has every capability; where the store behind the link lacks
 * one, its calls reject with `unsupported`.
 */
export function createStoreProxy(link: StoreLink): ThreadStore {
  const reads = Object.fromEntries(
    storeReads.map((method) => [method, (params?: unknown) => link.call(method, params)]),
    // The names and their types come from the one list; fromEntries forgets them.
  ) as unknown as Pick<ThreadStore, StoreRead>;
  return {
    ...reads,
    live: capability(link, 'live'),
    metadata: capability(link, 'metadata'),
    shelf: capability(link, 'shelf'),
    branching: capability(link, 'branching'),
    edits: capability(link, 'edits'),
    subscribe: (listener) => link.subscribe(listener),
    close: () => link.close(),
  };
}

function capability<Name extends CapabilityName>(link: StoreLink, name: Name): Capability<Name> {
  const calls = storeCapabilities[name].map((call) => [
    call,
    (params?: unknown) => link.call(`${name}.${call}` as StoreWrite, params),
  ]);
  // As above: a capability is exactly its list of calls.
  return Object.fromEntries(calls) as Capability<Name>;
}
