import type { Thread } from '../contracts/model/thread';
import { StoreError } from '../store/errors';
import type { Editing, ThreadStore } from '../store/thread-store';
import type { ThreadMetadataPatch } from '../store/types';
import { cleanPatch } from './clean-patch';
import { writable } from './live-thread';
import { editsBesideLoaded } from './loaded-edits';
import type { ManagerParts } from './manager-parts';
import { Permit } from './permit';
import { ThreadLoading } from './thread-loading';
import { answer, type Deliver, type ThreadNotification } from './thread-notification';
import { ThreadRegistry } from './thread-registry';
import { ThreadShelf } from './thread-shelf';

/** A store with the threads that are loaded from it. Work that began on one store never goes on with another. */
export class ManagedStore {
  readonly store: ThreadStore;
  readonly registry: ThreadRegistry;
  readonly loading: ThreadLoading;
  readonly shelf: ThreadShelf;
  /** Null where the store cannot be edited. */
  readonly edits: Editing | null;
  readonly #parts: ManagerParts;

  constructor(
    store: ThreadStore,
    tell: { created(threadId: string): void; notify(notification: ThreadNotification): void },
  ) {
    this.store = store;
    this.registry = new ThreadRegistry(tell.created);
    const { registry } = this;
    this.#parts = { store, registry, permit: new Permit(), notify: tell.notify };
    this.loading = new ThreadLoading(this.#parts);
    this.shelf = new ThreadShelf(this.#parts);
    this.edits = store.edits ? editsBesideLoaded(store.edits, registry) : null;
  }

  /** Through the thread where it is loaded, so that what its items imply is written before; else straight away. */
  update(
    threadId: string,
    asked: ThreadMetadataPatch,
    includeArchived: boolean,
    deliver: Deliver<Thread>,
  ): Promise<Thread> {
    return this.#parts.permit.hold(async () => {
      const patch = cleanPatch(asked);
      const loaded = this.registry.peek(threadId);
      const thread = await (loaded?.isRunning
        ? loaded.submit({ kind: 'update-metadata', patch, includeArchived })
        : writable(this.store).metadata.updateThreadMetadata({ threadId, patch, includeArchived })
      ).catch(asNotFound);
      await answer(deliver, thread, () => {
        if (patch.name === undefined) return;
        this.#parts.notify({ type: 'thread/name/updated', threadId, threadName: thread.name });
      });
      return thread;
    });
  }
}

/** Stores say of a thread that is not where it was looked for in words that mean the same (thread-store.md 5.5). */
function asNotFound(error: unknown): never {
  if (error instanceof StoreError && error.message.startsWith('no rollout found for thread id ')) {
    throw new StoreError('thread_not_found', error.message, error.detail, { cause: error });
  }
  throw error;
}
