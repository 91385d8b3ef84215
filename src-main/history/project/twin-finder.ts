/** How far apart two forms of one message lie at most when their texts differ, in lines. */
const reach = 2;
/** Twins follow each other closely; older ones are given up, so that the state stays small. */
const memory = 64;

export type Voice = 'user' | 'agent' | 'reasoning' | 'compaction';

interface Waiting {
  voice: Voice;
  key: string;
  line: number;
  item: number;
}

export interface SavedTwins {
  shown: Waiting[];
  derived: Waiting[];
}

/**
 * Files tell most things twice: as an event for the window and as a response item for the model. Finds the
 * other form by a key of the text, or else by its place right beside.
 */
export class TwinFinder {
  readonly #state: SavedTwins;

  constructor(saved?: SavedTwins) {
    this.#state = saved ?? { shown: [], derived: [] };
  }

  save(): SavedTwins {
    return this.#state;
  }

  /** Twins don't reach over a boundary. */
  forget(): void {
    this.#state.shown = [];
    this.#state.derived = [];
  }

  /** An item that awaits its other form. */
  await(side: keyof SavedTwins, waiting: Waiting): void {
    const queue = this.#state[side];
    queue.push(waiting);
    if (queue.length > memory) queue.shift();
  }

  /** Index of the waiting item of which this is the other form; it waits no longer. */
  take(side: keyof SavedTwins, voice: Voice, key: string, line: number): number | undefined {
    const queue = this.#state[side];
    const same = queue.findIndex((one) => one.voice === voice && one.key === key);
    const found =
      same >= 0 ? same : queue.findLastIndex((one) => one.voice === voice && line - one.line <= reach);
    const taken = queue[found];
    if (taken === undefined) return undefined;
    this.#state[side] = queue.filter((one) => one.item !== taken.item || one.line !== taken.line);
    return taken.item;
  }
}

/** A short key of a text, so that no content is kept (FNV-1a over UTF-16 units, and the length). */
export function textKey(text: string): string {
  const trimmed = text.trim();
  let hash = 0x811c9dc5;
  for (let at = 0; at < trimmed.length; at += 1) hash = Math.imul(hash ^ trimmed.charCodeAt(at), 0x01000193);
  return `${trimmed.length}:${(hash >>> 0).toString(36)}`;
}
