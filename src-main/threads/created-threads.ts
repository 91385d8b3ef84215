/** How many ids are kept for a subscriber who does not come to fetch them. */
const capacity = 1024;

/** Ids of threads as they are loaded, for one subscriber. The oldest are lost when too many wait. */
export class CreatedThreads implements AsyncIterable<string> {
  readonly #waiting: string[] = [];
  #wake: (() => void) | null = null;
  #isClosed = false;
  #lost = 0;
  readonly #onClose: () => void;

  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  /** How many ids were lost until now. */
  get lost(): number {
    return this.#lost;
  }

  push(threadId: string): void {
    this.#waiting.push(threadId);
    if (this.#waiting.length > capacity) {
      this.#waiting.shift();
      this.#lost += 1;
    }
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#onClose();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#isClosed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
