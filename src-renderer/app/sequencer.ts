export interface Message {
  seq: number;
  kind: 'reply' | 'event';
  deliver: () => void;
}

/** A missing number is waited for this long, then taken as lost: one lost message must not freeze the window. */
const patienceMs = 1000;

/**
 * Delivers replies and events in the order in which main numbered them, whatever order they arrive in.
 *
 * Numbers start at 1 and have no holes. A reply only resolves a promise, so an event behind it waits for the next
 * task: whoever awaits the reply runs first.
 */
export class Sequencer {
  readonly #held = new Map<number, Message>();
  #next = 1;
  #last: Message['kind'] = 'event';
  #pause: ReturnType<typeof setTimeout> | undefined;
  #hole: ReturnType<typeof setTimeout> | undefined;

  push(message: Message): void {
    if (message.seq < this.#next) {
      message.deliver();
      return;
    }
    this.#held.set(message.seq, message);
    this.#drain();
  }

  /** Forgets what is held; nothing is delivered afterwards. */
  dispose(): void {
    this.#held.clear();
    clearTimeout(this.#pause);
    clearTimeout(this.#hole);
  }

  #drain(): void {
    if (this.#pause !== undefined) return;
    clearTimeout(this.#hole);
    for (let message = this.#held.get(this.#next); message; message = this.#held.get(this.#next)) {
      if (this.#last === 'reply' && message.kind === 'event') {
        this.#last = 'event';
        this.#pause = setTimeout(() => {
          this.#pause = undefined;
          this.#drain();
        });
        return;
      }
      this.#held.delete(this.#next);
      this.#next += 1;
      this.#last = message.kind;
      message.deliver();
    }
    if (this.#held.size > 0) this.#hole = setTimeout(() => this.#skipHole(), patienceMs);
  }

  #skipHole(): void {
    this.#next = Math.min(...this.#held.keys());
    this.#drain();
  }
}
