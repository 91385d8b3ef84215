import { StoreError } from '../store/errors';
import type { CodexThread } from './codex-thread';
import { isInternal } from './thread-settings';

/** The threads that are loaded. Codex's own internal ones are hidden from lookups, and shut down like all others. */
export class ThreadRegistry {
  readonly #threads = new Map<string, CodexThread>();
  readonly #onInsert: (threadId: string) => void;

  constructor(onInsert: (threadId: string) => void) {
    this.#onInsert = onInsert;
  }

  /** All of them, internal ones included. */
  get all(): CodexThread[] {
    return [...this.#threads.values()];
  }

  /** Sorted ids, without internal threads. */
  get ids(): string[] {
    return this.all
      .filter(({ settings }) => !isInternal(settings))
      .map(({ threadId }) => threadId)
      .sort();
  }

  /** Internal ones included; undefined for a thread that is not loaded. */
  peek(threadId: string): CodexThread | undefined {
    return this.#threads.get(threadId);
  }

  /** `thread_not_found` for a thread that is not loaded, or internal. */
  get(threadId: string): CodexThread {
    const thread = this.#threads.get(threadId);
    if (thread && !isInternal(thread.settings)) return thread;
    throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
  }

  /** Adds a thread and tells of it. `invalid_request` when another one of that id was faster. */
  insert(thread: CodexThread): void {
    const { threadId } = thread;
    if (this.#threads.get(threadId)?.isRunning) {
      throw new StoreError('invalid_request', `thread ${threadId} is already running`);
    }
    this.#threads.set(threadId, thread);
    this.#onInsert(threadId);
  }

  /** Forgets a thread without stopping it. */
  remove(threadId: string): CodexThread | null {
    const thread = this.#threads.get(threadId) ?? null;
    this.#threads.delete(threadId);
    return thread;
  }

  /** Forgets a thread unless another one has taken its place. */
  removeIfMatches(threadId: string, thread: CodexThread): boolean {
    return this.#threads.get(threadId) === thread && this.#threads.delete(threadId);
  }

  /** Forgets all of them. */
  clear(): CodexThread[] {
    const all = this.all;
    this.#threads.clear();
    return all;
  }
}
