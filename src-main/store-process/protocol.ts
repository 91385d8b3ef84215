import type { Failure } from '../contracts/result';
import type { ThreadStore } from '../store/thread-store';
import type { StoreEvent } from '../store/types';

/**
 * The reads of a ThreadStore, by name: what the proxy offers and the host answers.
 *
 * All of them are idempotent, so one that a crash interrupted may be asked again.
 */
export const storeReads = [
  'describeHome',
  'listThreads',
  'readThread',
  'listTurns',
  'outline',
  'items',
  'text',
  'media',
  'record',
  'replayUsage',
  'check',
] as const satisfies readonly (keyof ThreadStore)[];
export type StoreRead = (typeof storeReads)[number];

/** Everything that can be asked over the port; `close` ends the process. */
export type StoreMethod = StoreRead | 'close';

export interface StoreRequest {
  id: number;
  method: StoreMethod;
  params: unknown;
}

/** What the store process says: that it is up, the answer to a request, or an event of its store. */
export type StoreMessage =
  | { kind: 'ready' }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'failure'; id: number; error: Failure }
  | { kind: 'event'; event: StoreEvent };

/** One end of a message channel whose messages are structured clones, in order. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What a store process is started with, as JSON in its first argument. */
export interface StoreProcessOptions {
  /** Absolute path of the Codex home. */
  home: string;
  isDemo: boolean;
  /** The app's data folder: Skein's own index lies there. */
  dataFolder: string;
}
