import type { Thread } from '../contracts/model/thread';
import { mergePatches } from '../store/metadata-patch';
import type { CreateThreadParams, RolloutItem, ThreadMetadataPatch } from '../store/types';
import { type FirstFacts, observeItem } from './observe-item';

/** Epoch ms. */
export type Clock = () => number;

/** A patch that is to be written, and the state of things it stands for. */
export interface PendingPatch {
  patch: ThreadMetadataPatch;
  generation: number;
}

/** How a thread comes to be loaded. */
export type SyncSeed =
  /** What it was made with waits for the first thing that happens to it. */
  | { created: CreateThreadParams }
  /**
   * What the store tells of it waits for the first append, without a time, as opening a thread is no change. Neither git
   * nor memory mode: the user may have set them; nor the source, whose spelling here does not lead back to every
   * one that Codex writes; nor title and first message, for the row has them.
   */
  | { resumed: Thread };

/** Mere signs of life are written at most this often, in ms (thread-store.md 4.4). */
const touchIntervalMs = 5000;

/**
 * What the items of a loaded thread imply for its metadata, and when that is to be written (thread-store.md 4). Does
 * nothing itself: `LiveThread` writes what is `due`, and says so by `markApplied`.
 */
export class ThreadMetadataSync {
  readonly #threadId: string;
  readonly #isLegacy: boolean;
  readonly #now: Clock;
  /** Fields whose first value is known: later ones do not count. */
  readonly #known = new Set<keyof FirstFacts>();
  #pending: ThreadMetadataPatch | null = null;
  #generation = 0;
  #touchedAtMs = Number.NEGATIVE_INFINITY;
  /** Nothing is written yet: of a thread that was never used nothing shall be left, and opening one moves no list. */
  #deferred = true;

  constructor(seed: SyncSeed, now: Clock = Date.now) {
    const { threadId, historyMode } =
      'created' in seed ? seed.created : { threadId: seed.resumed.id, historyMode: seed.resumed.historyMode };
    this.#threadId = threadId;
    this.#isLegacy = historyMode === 'legacy';
    this.#now = now;
    if ('created' in seed) this.#seedCreated(seed.created);
    else this.#seedResumed(seed.resumed);
  }

  /** A store has put the items of a fork's source into the new thread: what they imply is taken over from there. */
  inherit(thread: Thread): void {
    // A paginated fork has its own first message still before it, and counts its own tokens.
    this.#adopt(this.#isLegacy ? thread : { ...thread, tokensUsed: null });
    if (!this.#isLegacy || thread.preview === '') return;
    this.#know('firstUserMessage', 'title');
    this.#merge({ firstUserMessage: thread.preview, title: thread.preview });
  }

  /** The thread has a name now, which a legacy thread keeps where the title goes: the first message must not take its place. */
  keepName(): void {
    if (this.#isLegacy) this.#know('title');
  }

  /** Takes note of items that are in the history now. */
  observe(items: readonly RolloutItem[]): void {
    const now = new Date(this.#now());
    let patch: ThreadMetadataPatch = { updatedAt: now };
    for (const item of items) {
      const observation = observeItem(item, this.#threadId, now);
      if (observation) {
        patch = mergePatches(patch, observation.facts);
        patch = mergePatches(patch, this.#unknown(observation.firsts));
        if (observation.facts.cwd !== undefined) this.#know('cwd');
      }
    }
    this.#merge(patch);
    this.release();
  }

  /** From now on things are written. */
  release(): void {
    this.#deferred = false;
  }

  /** What is to be written now: facts at once, mere signs of life now and then. */
  due(): PendingPatch | null {
    const pending = this.pending();
    if (pending === null) return null;
    const isTouch = Object.keys(pending.patch).every((field) => field === 'updatedAt');
    return isTouch && this.#now() - this.#touchedAtMs < touchIntervalMs ? null : pending;
  }

  /** Everything that is not written yet, for barriers; null while deferred. */
  pending(): PendingPatch | null {
    if (this.#deferred || this.#pending === null) return null;
    return { patch: this.#pending, generation: this.#generation };
  }

  /** What `due` or `pending` gave has been written. What came since stays pending. */
  markApplied({ patch, generation }: PendingPatch): void {
    if (patch.updatedAt) this.#touchedAtMs = this.#now();
    if (generation === this.#generation) this.#pending = null;
  }

  /** Forgets what is pending: the thread is given up. */
  drop(): void {
    this.#pending = null;
  }

  #seedCreated(params: CreateThreadParams): void {
    const { cwd, modelProvider, memoryMode } = params.metadata;
    const at = new Date(this.#now());
    this.#merge({
      ...{ modelProvider, memoryMode, source: params.source, createdAt: at, updatedAt: at },
      ...(params.threadSource !== null && { threadSource: params.threadSource }),
      ...(params.gitInfo && { gitInfo: params.gitInfo }),
      ...(cwd !== null && { cwd }),
    });
    if (cwd !== null) this.#know('cwd');
  }

  #seedResumed(thread: Thread): void {
    this.#adopt(thread);
    if (thread.preview !== '') this.#know('firstUserMessage', 'title');
    if (thread.name !== null) this.keepName();
  }

  #adopt(thread: Thread): void {
    const { preview, cwd, model, modelProvider, reasoningEffort, cliVersion, tokensUsed } = thread;
    if (preview !== '') this.#know('preview');
    if (cwd !== '') this.#know('cwd');
    this.#merge({
      ...(preview !== '' && { preview }),
      ...(cwd !== '' && { cwd }),
      ...(model !== null && { model }),
      ...(modelProvider !== '' && { modelProvider }),
      ...(reasoningEffort !== null && { reasoningEffort }),
      ...(cliVersion !== '' && { cliVersion }),
      ...(typeof tokensUsed === 'number' && { tokensUsed }),
    });
  }

  #unknown(firsts: FirstFacts): FirstFacts {
    const fresh = Object.entries(firsts).filter(([field]) => !this.#known.has(field as keyof FirstFacts));
    for (const [field] of fresh) this.#know(field as keyof FirstFacts);
    return Object.fromEntries(fresh);
  }

  #know(...fields: (keyof FirstFacts)[]): void {
    for (const field of fields) this.#known.add(field);
  }

  #merge(patch: ThreadMetadataPatch): void {
    this.#pending = mergePatches(this.#pending ?? {}, patch);
    this.#generation += 1;
  }
}
