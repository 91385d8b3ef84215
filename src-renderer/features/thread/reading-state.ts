import { LruMap } from './text/lru-map';

/** Where the reader is: an item and the pixels between its top and the top of the view. */
export interface ReadingPlace {
  item: number;
  offset: number;
}

/** What the reader folded and unfolded in one thread. */
export interface Folding {
  /** Items by their place; those that are not here do as their kind does. */
  items: ReadonlyMap<number, boolean>;
  /** Reverted turns whose items are shown. */
  turns: ReadonlySet<number>;
}

const nothing: Folding = { items: new Map(), turns: new Set() };

/** What a reader did in one thread; kept while scrolling and for coming back. */
export class ReadingState {
  place: ReadingPlace | null = null;
  #revision: string | null = null;
  #folding = nothing;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly folding = (): Folding => this.#folding;

  /** Places of items mean something within one revision only. */
  enter(revision: string): void {
    if (this.#revision !== null && this.#revision !== revision) this.#change(nothing);
    this.#revision = revision;
  }

  setItems(changes: Iterable<readonly [item: number, isOpen: boolean]>): void {
    this.#change({ ...this.#folding, items: new Map([...this.#folding.items, ...changes]) });
  }

  setTurns(turns: Iterable<number>, isOpen: boolean): void {
    const next = new Set(this.#folding.turns);
    for (const turn of turns) {
      if (isOpen) next.add(turn);
      else next.delete(turn);
    }
    this.#change({ ...this.#folding, turns: next });
  }

  #change(folding: Folding): void {
    this.#folding = folding;
    for (const listener of this.#listeners) listener();
  }
}

const remembered = new LruMap<string, ReadingState>(100);

/** The reading state of a thread, as it was left. */
export function readingStateOf(threadId: string): ReadingState {
  const known = remembered.get(threadId) ?? new ReadingState();
  remembered.set(threadId, known);
  return known;
}
