import { dirname } from 'node:path';
import type { StoreEvent } from '../../types';
import { StoreError } from '../../errors';
import type { ThreadDirectory } from '../listing/thread-directory';
import { OpenThread, type OpenThreadParts } from './open-thread';
import { changedFrom } from './thread-view';

type FoundThread = Awaited<ReturnType<ThreadDirectory['read']>>;

/** Threads kept at hand; switching back and forth between some costs nothing. */
const maxOpen = 8;
/** A scan commits more often than a window can redraw, and composing a huge thread must not become all the work. */
const tellMs = 100;
const restPerWork = 8;

/** The threads that were looked at last, and the news about them. */
export class OpenThreads {
  readonly #parts: OpenThreadParts & { directory: ThreadDirectory };
  readonly #threads = new Map<string, OpenThread>();
  readonly #emit: (event: StoreEvent) => void;
  readonly #waiting = new Map<OpenThread, NodeJS.Timeout>();
  readonly #stop: () => void;
  #pauseMs = tellMs;
  #isClosed = false;

  constructor(parts: OpenThreadParts & { directory: ThreadDirectory }, emit: (event: StoreEvent) => void) {
    this.#parts = parts;
    this.#emit = emit;
    this.#stop = parts.scanner.onProgress((file) => {
      for (const thread of this.#threads.values()) if (thread.involves(file)) this.#tellSoon(thread);
    });
  }

  /**
   * The thread with its present files; null when only a row of it is left. `thread_not_found` when nothing holds
   * the id.
   */
  async locate(threadId: string): Promise<OpenThread | null> {
    // A thread may be asked for by the id in a file's name; its own id is the one inside the file.
    const { summary, current } = await this.#find(threadId);
    let thread = this.#threads.get(summary.id);
    if (!current) {
      this.#threads.delete(summary.id);
      return null;
    }
    if (thread) await thread.locate(current);
    else thread = await OpenThread.open(summary.id, current, this.#parts);
    this.#keep(thread);
    return thread;
  }

  /** The thread as it was located last. */
  async get(threadId: string): Promise<OpenThread | null> {
    return this.#threads.get(threadId) ?? this.locate(threadId);
  }

  /** Looks again at open threads whose files changed; null: at all of them. */
  async filesChanged(threadIds: readonly string[] | null): Promise<void> {
    for (const thread of [...this.#threads.values()]) {
      if (threadIds !== null && !threadIds.includes(thread.threadId)) continue;
      const located = await this.locate(thread.threadId).catch((error: unknown) => {
        if (error instanceof StoreError && error.code === 'thread_not_found') return null;
        throw error;
      });
      if (!located) continue;
      await located.bringUp('foreground');
      this.#tellSoon(located);
    }
  }

  /** Folders of the files that open threads are appended to, absolute. */
  folders(): string[] {
    return [...new Set(Array.from(this.#threads.values(), (thread) => dirname(thread.files.current.path)))];
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#threads.clear();
  }

  /** Just after the start a file may not be in the catalog yet: then the catalog is waited for. */
  async #find(threadId: string): Promise<FoundThread> {
    const { catalog } = this.#parts;
    for (const ready of [() => catalog.listed(), () => catalog.settled()]) {
      const found = await this.#tryRead(threadId);
      if (found?.current) return found;
      await ready();
    }
    return this.#read(threadId);
  }

  #read(threadId: string): Promise<FoundThread> {
    return this.#parts.directory.read({ threadId, includeArchived: true });
  }

  async #tryRead(threadId: string): Promise<FoundThread | null> {
    try {
      return await this.#read(threadId);
    } catch (error) {
      if (error instanceof StoreError && error.code === 'thread_not_found') return null;
      throw error;
    }
  }

  #keep(thread: OpenThread): void {
    this.#threads.delete(thread.threadId);
    this.#threads.set(thread.threadId, thread);
    for (const oldest of [...this.#threads.keys()].slice(0, -maxOpen)) this.#threads.delete(oldest);
  }

  #tellSoon(thread: OpenThread): void {
    // A look at changed files may still be under way when the store closes.
    if (this.#isClosed || this.#waiting.has(thread)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(thread);
      if (this.#threads.get(thread.threadId) === thread) this.#tell(thread);
    }, this.#pauseMs).unref();
    this.#waiting.set(thread, timer);
  }

  #tell(thread: OpenThread): void {
    const started = performance.now();
    const view = thread.view();
    if (view === thread.told) return;
    const { revision, composed, complete, scannedBytes, totalBytes } = view;
    this.#emit({
      type: 'thread-scanned',
      threadId: thread.threadId,
      revision,
      turnCount: composed.turns.length,
      itemCount: composed.itemCount,
      changedFrom: changedFrom(thread.told, view),
      complete,
      scannedBytes,
      totalBytes,
    });
    thread.told = view;
    this.#pauseMs = Math.max(tellMs, restPerWork * (performance.now() - started));
  }
}
