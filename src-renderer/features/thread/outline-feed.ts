import type { Client } from '../../app/client';
import { mergePage, type Outline } from './outline';

const pageSize = 500;

/**
 * Reads a thread's outline page by page, and again from where it changed.
 *
 * The first reading is shown page by page. A later one replaces what is shown only when it is whole, so that the
 * page does not shrink under the reader while the thread's files were replaced.
 */
export class OutlineFeed {
  readonly #client: Client;
  readonly #threadId: string;
  #changedFrom: number | null = null;

  constructor(client: Client, threadId: string) {
    this.#client = client;
    this.#threadId = threadId;
  }

  /** Turns from this one on are to be read again, now or when the current reading is done. */
  changed(from: number): void {
    this.#changedFrom = Math.min(this.#changedFrom ?? from, from);
  }

  /** Brings `known` up to date; `show` gets what can be shown before the end. */
  async read(known: Outline | null, show: (outline: Outline) => void): Promise<Outline> {
    let outline = known;
    let from = this.#take() ?? 0;
    for (;;) {
      const page = await this.#client.threadsOutline({ threadId: this.#threadId, from, limit: pageSize });
      const isReplaced = outline !== null && outline.revision !== page.revision;
      if (isReplaced && from > 0) {
        outline = null;
        from = 0;
        continue;
      }
      outline = mergePage(outline, page);
      const read = page.from + page.turns.length;
      const changed = this.#take();
      const isDone = page.turns.length === 0 || read >= page.turnCount;
      if (isDone && changed === null) return outline;
      if (known === null || known.revision === outline.revision) show(outline);
      from = changed === null ? read : Math.min(changed, isDone ? changed : read);
    }
  }

  #take(): number | null {
    const from = this.#changedFrom;
    this.#changedFrom = null;
    return from;
  }
}
