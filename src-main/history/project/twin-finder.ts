/** How far apart two forms of one message lie at most when their texts differ, in lines. */
const reach = 2;
/** Twins follow each other closely; older ones are given up, so that the state stays small. */
const memory = 64;
/** Characters at the start that texts share when one of them goes on with a citation or the like. */
const sharedStart = 16;
/** Characters of each end that stand for a long text. */
const sampled = 256;

export type Voice = 'user' | 'agent' | 'reasoning' | 'compaction';

/** What tells that two records say the same, without their content. */
export interface Fingerprint {
  voice: Voice;
  key: string;
  /** What both forms have in common even where their texts differ; null: nothing but the text counts. */
  hint: string | null;
}

interface Waiting extends Fingerprint {
  line: number;
  item: number;
}

export interface SavedTwins {
  shown: Waiting[];
  derived: Waiting[];
}

/**
 * Files tell most things twice: as an event for the window and as a response item for the model. Finds the
 * other form by a key of the text, or right beside by what the texts have in common.
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
  await(side: keyof SavedTwins, print: Fingerprint, line: number, item: number): void {
    const queue = this.#state[side];
    queue.push({ ...print, line, item });
    if (queue.length > memory) queue.shift();
  }

  /** Index of the waiting item of which this is the other form; it waits no longer. */
  take(side: keyof SavedTwins, { voice, key, hint }: Fingerprint, line: number): number | undefined {
    const queue = this.#state[side];
    const same = queue.findIndex((one) => one.voice === voice && one.key === key);
    const isBeside = (one: Waiting) => one.voice === voice && one.hint === hint && line - one.line <= reach;
    const found = same >= 0 || hint === null ? same : queue.findLastIndex(isBeside);
    const taken = queue[found];
    if (taken === undefined) return undefined;
    this.#state[side] = queue.filter((one) => one.item !== taken.item || one.line !== taken.line);
    return taken.item;
  }
}

/** `hasMedia`: the forms of such a message differ in how they name their images. */
export function fingerprint(voice: Voice, text: string, hasMedia = false): Fingerprint {
  const trimmed = text.trim();
  const start = trimmed.length < sharedStart ? null : hash(trimmed.slice(0, sharedStart));
  return { voice, key: `${trimmed.length}:${hash(sampleOf(trimmed))}`, hint: hasMedia ? 'media' : start };
}

/** The text alone tells. */
export function exactly(print: Fingerprint): Fingerprint {
  return { ...print, hint: null };
}

/** Two long texts of one length that begin and end alike are the same: no reason to hash megabytes. */
function sampleOf(text: string): string {
  return text.length <= 2 * sampled ? text : text.slice(0, sampled) + text.slice(-sampled);
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}
