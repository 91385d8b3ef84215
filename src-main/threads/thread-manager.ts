import type { CheckReport } from '../contracts/audit';
import type { GitHistory } from '../contracts/git';
import type { HomeDescription } from '../contracts/model/home';
import type { Thread } from '../contracts/model/thread';
import type { ReplayedUsage } from '../contracts/model/usage';
import { StoreError } from '../store/errors';
import type { Editing, ThreadStore } from '../store/thread-store';
import type * as t from '../store/types';

/** How long `shutdown` waits for the store, in ms. */
const shutdownLimit = 3000;

/**
 * Everything that the faces (window and command line) can do with threads, over whatever store holds them.
 *
 * Looking at a thread loads nothing here: reads go to the store. All rejections are `StoreError`s.
 */
export class ThreadManager {
  readonly #listeners = new Set<(event: t.StoreEvent) => void>();
  #store: ThreadStore;
  #unsubscribe: t.Unsubscribe;

  constructor(store: ThreadStore) {
    this.#store = store;
    this.#unsubscribe = this.#follow(store);
  }

  /** What lies at the home; never fails for a missing or unreadable one. */
  describeHome(): Promise<HomeDescription> {
    return this.#store.describeHome();
  }

  /** A page of threads. `invalid_request` for a bad cursor. */
  list(params: t.ListThreadsParams): Promise<t.ThreadPage> {
    return this.#store.listThreads(params);
  }

  /** One thread, archived or not, without its turns. `thread_not_found` when nothing holds the id. */
  read(threadId: string): Promise<Thread> {
    return this.#store.readThread({ threadId, includeArchived: true });
  }

  /** Turns with their whole items, unclipped, for callers outside the window. */
  listTurns(params: t.ListTurnsParams): Promise<t.TurnPage> {
    return this.#store.listTurns(params);
  }

  /** Turns without items; answers with what is scanned so far and goes on in the background. */
  outline(params: t.OutlineParams): Promise<t.Outline> {
    return this.#store.outline(params);
  }

  /** Items by place, clipped for the window. `stale` when the revision is gone. */
  items(params: t.ItemsParams): Promise<t.ItemsPage> {
    return this.#store.items(params);
  }

  /** A slice of one clipped string. */
  text(params: t.TextParams): Promise<t.TextSlice> {
    return this.#store.text(params);
  }

  /** A slice of one record's raw bytes. */
  record(params: t.RecordParams): Promise<t.RecordSlice> {
    return this.#store.record(params);
  }

  /** A stretch of the flat item list, searched for a text. */
  find(params: t.FindParams): Promise<t.FoundItems> {
    return this.#store.find(params);
  }

  /** The bytes of one embedded image. */
  media(params: t.MediaParams): Promise<t.Media> {
    return this.#store.media(params);
  }

  /** Every value that the git fields of a thread have or had. */
  gitHistory(threadId: string): Promise<GitHistory> {
    return this.#store.gitHistory({ threadId });
  }

  /** What a resume would replay as token usage. */
  replayUsage(threadId: string): Promise<ReplayedUsage> {
    return this.#store.replayUsage({ threadId });
  }

  /** Reads every byte of a thread's files and reports what was skipped. */
  check(threadId: string, damageLimit?: number): Promise<CheckReport> {
    return this.#store.check({ threadId, ...(damageLimit !== undefined && { damageLimit }) });
  }

  /** Edits by the user. `unsupported` where the store cannot be edited. */
  get edits(): Editing {
    if (this.#store.edits) return this.#store.edits;
    throw new StoreError('unsupported', 'editing is not supported yet');
  }

  /** Tells of changes and scans in whichever store is current. */
  subscribe(listener: (event: t.StoreEvent) => void): t.Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on with another store, e.g. of another home; the one before is closed, its late events are dropped. */
  async switchStore(store: ThreadStore): Promise<void> {
    const before = this.#store;
    this.#unsubscribe();
    this.#store = store;
    this.#unsubscribe = this.#follow(store);
    await before.close();
  }

  /** Closes the store; rejects when that fails or takes longer than the bound. */
  async shutdown(): Promise<void> {
    this.#unsubscribe();
    this.#listeners.clear();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the store did not close in time')), shutdownLimit);
    });
    await Promise.race([this.#store.close(), late]).finally(() => clearTimeout(timer));
  }

  #follow(store: ThreadStore): t.Unsubscribe {
    return store.subscribe((event) => {
      for (const listener of this.#listeners) listener(event);
    });
  }
}
