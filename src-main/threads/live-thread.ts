import type { Thread } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import { StoreError } from '../store/errors';
import type { LiveWriting, MetadataWriting, ThreadStore } from '../store/thread-store';
import type {
  CreateThreadParams,
  ResumeThreadParams,
  RolloutItem,
  ThreadMetadataPatch,
} from '../store/types';
import { LiveThreadGuard } from './live-thread-guard';
import { Permit } from './permit';
import { rollbackItems } from './rollback-items';
import { type Clock, type PendingPatch, ThreadMetadataSync } from './thread-metadata-sync';

/** A store that can be written to. */
export interface WritableStore extends ThreadStore {
  readonly live: LiveWriting;
  readonly metadata: MetadataWriting;
}

/** `unsupported` for a store that only reads. */
export function writable(store: ThreadStore): WritableStore {
  if (store.live && store.metadata) return store as WritableStore;
  throw new StoreError('unsupported', 'writing threads is not supported yet');
}

/** How many turns are asked for at once. */
const pageSize = 100;

/**
 * The persistence of one loaded thread: its writer in the store, and what its items imply for its metadata.
 *
 * An append returns when the history is durable; metadata follows behind, one update at a time, so that SQLite is
 * never waited for between two items. `flush`, `persist`, `shutdown` and explicit updates are the barriers: they
 * wait for what was appended before them, try again what failed, and report when it fails again
 * (thread-store.md 4.6).
 */
export class LiveThread {
  readonly threadId: string;
  readonly #store: WritableStore;
  readonly #sync: ThreadMetadataSync;
  readonly #updates = new Permit();
  #isClosed = false;

  private constructor(store: WritableStore, sync: ThreadMetadataSync, threadId: string) {
    this.threadId = threadId;
    this.#store = store;
    this.#sync = sync;
  }

  /** A new thread. Leaves nothing behind until something is appended, except for a fork, which is there at once. */
  static async create(store: ThreadStore, params: CreateThreadParams, now?: Clock): Promise<LiveThread> {
    const target = writable(store);
    await target.live.createThread(params);
    const live = new LiveThread(target, new ThreadMetadataSync({ created: params }, now), params.threadId);
    if (params.forkId === undefined) return live;
    await using guard = new LiveThreadGuard(live);
    await live.#inherit();
    return guard.commit();
  }

  /** A thread that is there. Rejects with the reason when it cannot be read, and leaves no writer then. */
  static async resume(store: ThreadStore, params: ResumeThreadParams, now?: Clock): Promise<LiveThread> {
    const target = writable(store);
    const { threadId, includeArchived } = params;
    await target.live.resumeThread(params);
    try {
      const thread = await target.readThread({ threadId, includeArchived });
      return new LiveThread(target, new ThreadMetadataSync({ resumed: thread }, now), threadId);
    } catch (error) {
      await target.live.discardThread({ threadId });
      throw error;
    }
  }

  /** Adds items; they are durable when it returns. Metadata that cannot be written now is written by the next barrier. */
  async append(items: RolloutItem[]): Promise<void> {
    if (items.length === 0) return;
    await this.#store.live.appendItems({ threadId: this.threadId, items });
    this.#sync.observe(items);
    // A failure is not lost: what was not written stays pending, and the next barrier reports it.
    this.#update(() => this.#sync.due()).catch(() => undefined);
  }

  /** Makes the thread exist, also without any item. */
  async persist(): Promise<void> {
    await this.#store.live.persistThread({ threadId: this.threadId });
    this.#sync.release();
    await this.#settle();
  }

  /** Everything appended until now is durable, its metadata too. An unused thread still leaves nothing. */
  async flush(): Promise<void> {
    await this.#store.live.flushThread({ threadId: this.threadId });
    await this.#settle();
  }

  /** Closes the writer, whatever becomes of the metadata. Rejects when something failed; may be tried again then. */
  async shutdown(): Promise<void> {
    const [metadata] = await Promise.allSettled([this.#settle()]);
    if (!this.#isClosed) await this.#store.live.shutdownThread({ threadId: this.threadId });
    this.#isClosed = true;
    if (metadata.status === 'rejected') throw metadata.reason;
  }

  /** Gives the writer up. What is durable stays; what is pending is dropped. */
  async discard(): Promise<void> {
    this.#sync.drop();
    await this.#updates.hold(() => this.#store.live.discardThread({ threadId: this.threadId }));
  }

  /**
   * What the user wants changed. What the items implied until now is written before it, so that it cannot win later;
   * a thread that was not used yet comes into being by it.
   */
  async updateMetadata(patch: ThreadMetadataPatch, includeArchived: boolean): Promise<Thread> {
    await this.persist();
    const { threadId } = this;
    const update = () => this.#store.metadata.updateThreadMetadata({ threadId, patch, includeArchived });
    const thread = await this.#updates.hold(update);
    if (typeof patch.name === 'string') this.#sync.keepName();
    return thread;
  }

  updateMemoryMode(memoryMode: 'enabled' | 'disabled', includeArchived: boolean): Promise<Thread> {
    return this.updateMetadata({ memoryMode }, includeArchived);
  }

  /** The thread as the store has it, without turns. `thread_not_found` while nothing was ever written. */
  readThread(includeArchived: boolean): Promise<Thread> {
    return this.#store.readThread({ threadId: this.threadId, includeArchived });
  }

  /** All turns, oldest first, as the app-server shows them; read page by page, never as one file. */
  async loadHistory(includeArchived: boolean): Promise<Turn[]> {
    await this.readThread(includeArchived);
    return await loadTurns(this.#store, this.threadId);
  }

  /** What takes the last turns of a legacy thread out of the model's view. */
  rollbackItems(turns: number): Promise<RolloutItem[]> {
    return rollbackItems(this.#store, this.threadId, turns);
  }

  /** A fork's items are put there by the store, so they are not observed but read back. */
  async #inherit(): Promise<void> {
    await this.#store.live.persistThread({ threadId: this.threadId });
    this.#sync.inherit(await this.readThread(true));
    await this.persist();
  }

  #settle(): Promise<void> {
    return this.#update(() => this.#sync.pending());
  }

  #update(next: () => PendingPatch | null): Promise<void> {
    return this.#updates.hold(async () => {
      const pending = next();
      if (pending === null) return;
      const { threadId } = this;
      const { patch } = pending;
      await this.#store.metadata.updateThreadMetadata({ threadId, patch, includeArchived: true });
      this.#sync.markApplied(pending);
    });
  }
}

/** All turns of a thread, oldest first, as the app-server shows them. */
export async function loadTurns(store: ThreadStore, threadId: string): Promise<Turn[]> {
  const all: Turn[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.listTurns({
      ...{ threadId, view: 'upstream', sortDirection: 'asc', limit: pageSize },
      ...(cursor !== null && { cursor }),
    });
    all.push(...page.turns);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
