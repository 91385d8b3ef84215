import type { Review } from '../contracts/model/edit';
import type { Thread } from '../contracts/model/thread';
import { StoreError } from '../store/errors';
import type { Editing, ThreadStore } from '../store/thread-store';
import type * as t from '../store/types';
import type { CodexThread } from './codex-thread';
import { CreatedThreads } from './created-threads';
import { ManagedStore } from './managed-store';
import { type ShutdownOutcome, shutDownAll } from './shut-down-all';
import type { ForkThreadOptions, StartThreadOptions } from './start-options';
import { subtreeOf } from './subtree';
import type { ResumeThreadOptions, ReviewAnswer } from './thread-loading';
import type { Deliver, ThreadNotification } from './thread-notification';
import { ThreadReads } from './thread-reads';
import type { SubtreeOutcome } from './thread-shelf';

/** How long `shutdown` waits for the threads, and then for the store, in ms. */
const shutdownLimit = 3000;

const nobodyWaits = (): void => undefined;

/**
 * Everything that the faces (window and command line) can do with threads, over whatever store holds them.
 *
 * What starts, forks, reviews, moves or renames threads goes one after the other. Its answer is handed to `deliver`, and
 * what follows from it is told behind that; a detached review alone is told of before (design.md 4). All
 * rejections are `StoreError`s.
 */
export class ThreadManager extends ThreadReads {
  readonly #listeners = new Set<(event: t.StoreEvent) => void>();
  readonly #notified = new Set<(notification: ThreadNotification) => void>();
  readonly #created = new Set<(threadId: string) => void>();
  #current: ManagedStore;
  #unsubscribe: t.Unsubscribe;

  constructor(store: ThreadStore) {
    super();
    this.#current = this.#manage(store);
    this.#unsubscribe = this.#follow(store);
  }

  protected override get store(): ThreadStore {
    return this.#current.store;
  }

  /** Edits by the user. `unsupported` where the store cannot be edited. */
  get edits(): Editing {
    if (this.#current.edits) return this.#current.edits;
    throw new StoreError('unsupported', 'editing is not supported yet');
  }

  /** A new thread. Nothing is stored of it before something is appended. */
  start(options: StartThreadOptions, deliver: Deliver<Thread> = nobodyWaits): Promise<CodexThread> {
    return this.#current.loading.start(options, deliver);
  }

  /** Loads a stored thread; one that is loaded is given as it is. Its usage is told behind the answer. */
  resume(options: ResumeThreadOptions, deliver: Deliver<Thread> = nobodyWaits): Promise<CodexThread> {
    return this.#current.loading.resume(options, deliver);
  }

  fork(options: ForkThreadOptions, deliver: Deliver<Thread> = nobodyWaits): Promise<CodexThread> {
    return this.#current.loading.fork(options, deliver);
  }

  /** A detached review: a fork that holds what the reviewer found. */
  review(
    threadId: string,
    review: Review,
    deliver: Deliver<ReviewAnswer> = nobodyWaits,
  ): Promise<CodexThread> {
    return this.#current.loading.review(threadId, review, deliver);
  }

  /** A loaded thread. `thread_not_found` when it is not loaded, or internal. */
  get(threadId: string): CodexThread {
    return this.#current.registry.get(threadId);
  }

  /** Sorted ids of loaded threads, without internal ones. */
  get loadedIds(): string[] {
    return this.#current.registry.ids;
  }

  /** Forgets a loaded thread without ending it. */
  remove(threadId: string): CodexThread | null {
    return this.#current.registry.remove(threadId);
  }

  /** The same, unless another one has taken its place. */
  removeIfMatches(threadId: string, thread: CodexThread): boolean {
    return this.#current.registry.removeIfMatches(threadId, thread);
  }

  /** A thread and everything that was spawned from it, root first. */
  subtree(threadId: string): Promise<string[]> {
    return subtreeOf(this.store, this.#current.registry.all, threadId);
  }

  archive(threadId: string, deliver: Deliver<SubtreeOutcome> = nobodyWaits): Promise<SubtreeOutcome> {
    return this.#current.shelf.archive(threadId, deliver);
  }

  unarchive(threadId: string, deliver: Deliver<Thread> = nobodyWaits): Promise<Thread> {
    return this.#current.shelf.unarchive(threadId, deliver);
  }

  delete(threadId: string, deliver: Deliver<SubtreeOutcome> = nobodyWaits): Promise<SubtreeOutcome> {
    return this.#current.shelf.delete(threadId, deliver);
  }

  revert(threadId: string, beforeTurnId: string, deliver: Deliver<Thread> = nobodyWaits): Promise<Thread> {
    return this.#current.shelf.revert(threadId, beforeTurnId, deliver);
  }

  /** Changes metadata of a thread, loaded or not; an archived one only where that is asked for. */
  updateMetadata(
    threadId: string,
    patch: t.ThreadMetadataPatch,
    { includeArchived = true }: { includeArchived?: boolean } = {},
    deliver: Deliver<Thread> = nobodyWaits,
  ): Promise<Thread> {
    return this.#current.update(threadId, patch, includeArchived, deliver);
  }

  /** Ends every loaded thread, internal ones too; those that ended are forgotten. */
  async shutdownThreads(timeoutMs: number): Promise<ShutdownOutcome> {
    const { registry } = this.#current;
    const threads = registry.all;
    const outcome = await shutDownAll(threads, timeoutMs);
    const completed = new Set(outcome.completed);
    for (const thread of threads) {
      if (completed.has(thread.threadId)) registry.removeIfMatches(thread.threadId, thread);
    }
    return outcome;
  }

  /** Ids of threads as they are loaded from now on. */
  subscribeCreated(): CreatedThreads {
    const push = (threadId: string): void => subscriber.push(threadId);
    const subscriber = new CreatedThreads(() => this.#created.delete(push));
    this.#created.add(push);
    return subscriber;
  }

  /** Tells what becomes of threads. */
  onNotification(listener: (notification: ThreadNotification) => void): t.Unsubscribe {
    this.#notified.add(listener);
    return () => this.#notified.delete(listener);
  }

  /** Tells of changes and scans in whichever store is current. */
  subscribe(listener: (event: t.StoreEvent) => void): t.Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on with another store, e.g. of another home; the one before is closed with its threads, its late events are dropped. */
  async switchStore(store: ThreadStore): Promise<void> {
    const before = this.#current;
    this.#unsubscribe();
    this.#current = this.#manage(store);
    this.#unsubscribe = this.#follow(store);
    await shutDownAll(before.registry.clear(), shutdownLimit);
    await before.store.close();
  }

  /** Ends all threads and closes the store; rejects when closing fails or takes longer than the bound. */
  async shutdown(): Promise<void> {
    await shutDownAll(this.#current.registry.clear(), shutdownLimit);
    this.#unsubscribe();
    this.#listeners.clear();
    this.#notified.clear();
    this.#created.clear();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the store did not close in time')), shutdownLimit);
    });
    await Promise.race([this.store.close(), late]).finally(() => clearTimeout(timer));
  }

  #manage(store: ThreadStore): ManagedStore {
    /** What is told of threads of a store that was left is nobody's concern. */
    const toAll =
      <Told>(all: ReadonlySet<(told: Told) => void>) =>
      (told: Told) => {
        if (this.store === store) for (const one of all) one(told);
      };
    return new ManagedStore(store, { created: toAll(this.#created), notify: toAll(this.#notified) });
  }

  #follow(store: ThreadStore): t.Unsubscribe {
    return store.subscribe((event) => {
      for (const listener of this.#listeners) listener(event);
    });
  }
}
