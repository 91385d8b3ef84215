import type { ThreadStore } from '../store/thread-store';
import type { Permit } from './permit';
import type { ThreadNotification } from './thread-notification';
import type { ThreadRegistry } from './thread-registry';

/** What the parts of the manager share, for one store. */
export interface ManagerParts {
  store: ThreadStore;
  registry: ThreadRegistry;
  /** Held by whatever changes the list of threads, until its answer and all it tells of are out (thread-store.md 6.1). */
  permit: Permit;
  notify(notification: ThreadNotification): void;
}
