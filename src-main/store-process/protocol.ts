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
  'find',
  'gitHistory',
  'replayUsage',
  'check',
] as const satisfies readonly (keyof ThreadStore)[];
export type StoreRead = (typeof storeReads)[number];

/**
 * The capabilities of a ThreadStore with their calls. None is asked again after a crash: whether it was
 * done before is for the caller to find out.
 */
export const storeCapabilities = {
  live: [
    'createThread',
    'resumeThread',
    'appendItems',
    'persistThread',
    'flushThread',
    'shutdownThread',
    'discardThread',
  ],
  metadata: ['updateThreadMetadata'],
  shelf: ['archiveThread', 'unarchiveThread', 'deleteThread'],
  branching: ['prepareFork', 'releaseFork', 'revertThread'],
  edits: [
    'plan',
    'entries',
    'apply',
    'drop',
    'journal',
    'batch',
    'writer',
    'bin',
    'emptyBin',
    'readDraft',
    'saveDraft',
  ],
} as const satisfies { [Name in CapabilityName]: readonly (keyof Capability<Name>)[] };

/** The part of the contract that a store may lack. */
export type CapabilityName = 'live' | 'metadata' | 'shelf' | 'branching' | 'edits';
export type Capability<Name extends CapabilityName> = NonNullable<ThreadStore[Name]>;

/** One call of a capability, e.g. `edits.plan`. */
export type StoreWrite = {
  [Name in CapabilityName]: `${Name}.${(typeof storeCapabilities)[Name][number]}`;
}[CapabilityName];

/** Everything that can be asked over the port; `close` ends the process. */
export type StoreMethod = StoreRead | StoreWrite | 'close';

export function isRead(method: StoreMethod): method is StoreRead {
  return (storeReads as readonly string[]).includes(method);
}

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
