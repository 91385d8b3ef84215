import type { Sequenced } from '../contracts/bridge';

/**
 * The one order of everything that one loaded document is told: replies and events share a count.
 *
 * Numbers start at 1 and have no holes. Events before the first call are dropped: until then nobody may be
 * listening, and a number that gets lost would make the document wait for it.
 */
export class DocumentStream {
  #last = 0;
  #open = false;

  /** The document has called: from now on it gets events. */
  open(): void {
    this.#open = true;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Gives a reply or an event its place. What is numbered must be sent. */
  number<T>(body: T): Sequenced<T> {
    this.#last += 1;
    return { seq: this.#last, body };
  }
}
