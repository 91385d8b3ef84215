import type { RecordRef } from '../../contracts/model/record';
import { number, string, type JsonObject } from '../json';
import { lineId } from './response-items';
import type { SketchBook } from './sketch-book';
import { closingTimes, turnErrorOf } from './turn-closing';
import type { TurnFacts } from './turn-facts';

export interface SavedLegacyTurns {
  /** The turn that upstream has open, and whether a task_started opened it. */
  current: number | null;
  explicit: boolean;
  /** A derived turn for records outside of any, while it may still grow. */
  outside: number | null;
  /** The current turn was compacted: it counts even without an item. */
  compacted: boolean;
  /** How many records upstream has read: implicit turns are named after it. */
  recordIndex: number;
  /** How many items rollbacks have taken out: numbering goes on behind those that are left. */
  revertedItems: number;
  nextItem: number;
  /** How many items at the end of the current or outside turn may still belong to the next one. */
  tail: number;
}

/**
 * Which turn a record of a legacy file belongs to, as upstream's reducer decides it (formats.md 6.2).
 *
 * Upstream drops turns behind a rollback marker; here they are kept and flagged.
 */
export class LegacyTurns {
  readonly #book: SketchBook;
  readonly #facts: TurnFacts;
  readonly #state: SavedLegacyTurns;
  /** Turns that upstream would still show, oldest first. */
  readonly #live: number[];
  /** The first turn of each id; upstream takes that one where an id occurs twice. */
  readonly #byId: Map<string, number>;

  constructor(book: SketchBook, facts: TurnFacts, saved?: SavedLegacyTurns) {
    this.#book = book;
    this.#facts = facts;
    this.#state = saved ?? {
      current: null,
      explicit: false,
      outside: null,
      compacted: false,
      recordIndex: 0,
      revertedItems: 0,
      nextItem: 1,
      tail: 0,
    };
    this.#live = book.turns.filter((turn) => !turn.derived && turn.reverted === null).map((turn) => turn.seq);
    this.#byId = new Map(this.#live.toReversed().map((seq) => [book.turn(seq).id, seq]));
  }

  save(): SavedLegacyTurns {
    return this.#state;
  }

  get current(): number | null {
    return this.#state.current;
  }

  /** The turn that owns a token_count at this point. */
  get usageOwner(): { turnSeq: number | null; position: number } {
    return { turnSeq: this.#live.at(-1) ?? null, position: this.#live.length - 1 };
  }

  /** The turn that an id means: the current one before others. */
  find(id: string | null): number | null {
    if (id === null) return null;
    const { current } = this.#state;
    if (current !== null && this.#book.turn(current).id === id) return current;
    return this.#byId.get(id) ?? null;
  }

  /** The turn that upstream has or opens for this record. What lay outside just before belongs to it. */
  ensure(ref: RecordRef): number {
    const { current, outside } = this.#state;
    if (current !== null) return current;
    if (outside === null) return this.#open(this.#implicitId(), false, ref);
    this.#book.changeTurn(outside, { id: this.#implicitId() });
    return this.#begin(outside, false, ref);
  }

  /**
   * A user message opens a turn of its own unless a task_started has opened one. The response items right before
   * it, in which the model saw it, come along.
   */
  forUserMessage(ref: RecordRef): number {
    const { current, outside, explicit, compacted, tail } = this.#state;
    if (current !== null && (explicit || (compacted && this.#book.shownCount(current) === 0))) return current;
    const around = current ?? outside;
    if (around === null) return this.#open(this.#implicitId(), false, ref);
    if (current === null && tail === this.#book.turn(around).itemCount) return this.ensure(ref);
    const next = this.#open(this.#implicitId(), false, ref);
    this.#book.moveTail(around, tail, next);
    return next;
  }

  /** A review may name a turn that was never started: it gets one, open for what comes next. */
  forReview(id: string | null, ref: RecordRef): number {
    if (id === null) return this.ensure(ref);
    const known = this.find(id);
    if (known !== null) return known;
    this.finish();
    return this.#open(id, false, ref);
  }

  /** A place for what upstream does not show. */
  place(ref: RecordRef): number {
    if (this.#state.current !== null) return this.#state.current;
    this.#state.outside ??= this.#book.addTurn({ id: lineId(ref), status: 'completed' }, ref).seq;
    return this.#state.outside;
  }

  start(id: string, payload: JsonObject, ref: RecordRef): void {
    this.finish();
    const seq = this.#open(id, true, ref);
    this.#book.changeTurn(seq, {
      startedAt: number(payload.started_at),
      rootTurnId: string(payload.root_turn_id),
    });
    this.#facts.contextWindow(payload, seq);
  }

  /** An id that is not known means the current turn. True: that one has ended. */
  complete(id: string, payload: JsonObject, ref: RecordRef): boolean {
    const seq = this.find(id) ?? this.#state.current;
    if (seq === null) return false;
    const { status } = this.#book.turn(seq);
    const error = turnErrorOf(payload);
    const hasEnded = status === 'failed' || status === 'interrupted';
    this.#book.changeTurn(seq, {
      ...closingTimes(payload),
      ...(!hasEnded && { status: error === null ? 'completed' : 'failed', error }),
    });
    return this.#close(seq, ref);
  }

  /** No id means the current turn. True: that one has ended. */
  abort(id: string | null, payload: JsonObject, ref: RecordRef): boolean {
    const seq = id === null ? this.#state.current : this.find(id);
    if (seq === null) return false;
    this.#book.changeTurn(seq, { ...closingTimes(payload), status: 'interrupted' });
    return this.#close(seq, ref);
  }

  rollBack(count: number, at: string | null, record: RecordRef): void {
    this.finish();
    this.#state.outside = null;
    const dropped = this.#live.splice(Math.max(0, this.#live.length - count));
    const reverted = { by: 'rollback', at, record, turns: dropped.length } as const;
    for (const seq of dropped) {
      this.#book.changeTurn(seq, { reverted });
      this.#state.revertedItems += this.#book.shownCount(seq);
      const { id } = this.#book.turn(seq);
      if (this.#byId.get(id) === seq) this.#byId.delete(id);
      // Derived turns right behind it went with it.
      for (let next = seq + 1; this.#isLoose(next); next += 1) this.#book.changeTurn(next, { reverted });
    }
    this.#state.nextItem = this.#book.shownTotal - this.#state.revertedItems + 1;
  }

  /** Nothing is open any more. */
  finish(): void {
    Object.assign(this.#state, { current: null, explicit: false, compacted: false, tail: 0 });
  }

  compacted(): void {
    this.#state.compacted = true;
  }

  /** Upstream has read a record. */
  count(): void {
    this.#state.recordIndex += 1;
  }

  /** Id of the next item that has none of its own. */
  get itemId(): string {
    return `item-${this.#state.nextItem}`;
  }

  /** An item with that id was shown. */
  used(itemId: string): void {
    if (itemId === this.itemId) this.#state.nextItem += 1;
  }

  /** Items that were added behind all others and may still belong to the next turn; 0: whatever there is does not. */
  tail(added: number): void {
    this.#state.tail = added === 0 ? 0 : this.#state.tail + added;
  }

  #implicitId(): string {
    return `rollout-${this.#state.recordIndex}`;
  }

  #open(id: string, explicit: boolean, ref: RecordRef): number {
    const { seq } = this.#book.addTurn({ id, status: explicit ? 'inProgress' : 'completed' }, ref);
    return this.#begin(seq, explicit, ref);
  }

  #begin(seq: number, explicit: boolean, ref: RecordRef): number {
    this.#book.changeTurn(seq, { derived: false, listedAt: ref.offset, listedOrdinal: ref.ordinal });
    Object.assign(this.#state, { current: seq, explicit, outside: null, compacted: false });
    this.#live.push(seq);
    const { id } = this.#book.turn(seq);
    if (!this.#byId.has(id)) this.#byId.set(id, seq);
    this.#facts.opened(seq);
    return seq;
  }

  #close(seq: number, ref: RecordRef): boolean {
    this.#book.extendTurn(seq, ref);
    if (seq !== this.#state.current) return false;
    this.finish();
    return true;
  }

  #isLoose(seq: number): boolean {
    const turn = this.#book.turns[seq];
    return turn?.derived === true && turn.reverted === null;
  }
}
