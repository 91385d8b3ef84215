import type { LiveThread } from './live-thread';

/**
 * Holds a live thread while the rest of it is being set up. Unless it was committed, disposing of the guard gives
 * the writer up: one that is left behind would block the next resume.
 */
export class LiveThreadGuard implements AsyncDisposable {
  #live: LiveThread | null;
  readonly #guarded: LiveThread;

  constructor(live: LiveThread) {
    this.#guarded = live;
    this.#live = live;
  }

  /** The thread is set up: it is the caller's now. */
  commit(): LiveThread {
    this.#live = null;
    return this.#guarded;
  }

  /** Gives the writer up; nothing when it was committed or given up before. */
  async discard(): Promise<void> {
    const live = this.#live;
    this.#live = null;
    await live?.discard();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.discard();
  }
}
