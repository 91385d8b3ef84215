import type { DamageReason, RecordRef } from '../../contracts/model/record';
import type { BuildRule, FileSketch, ItemSketch, TurnSketch, UsagePoint } from '../types';

export interface NewItem {
  itemId: string;
  type: string;
  rule: BuildRule;
  /** Whether the app-server shows it. */
  shown: boolean;
}

/** The lists of one file's sketches, and the only place where they change. */
export class SketchBook implements FileSketch {
  readonly turns: TurnSketch[];
  readonly items: ItemSketch[];
  readonly usage: UsagePoint[];
  readonly damage: FileSketch['damage'];
  readonly kinds: FileSketch['kinds'];

  /** Indices into `items`, by turn and place. */
  readonly #placed: number[][] = [];
  /** Per turn: item id to index. */
  readonly #byId: Map<string, number>[] = [];
  /** Per turn: items that the app-server shows, and the last of them. */
  readonly #shown: { count: number; last: number | undefined }[] = [];
  #shownTotal = 0;
  readonly #changedTurns = new Set<number>();
  readonly #changedItems = new Set<number>();

  constructor(saved?: FileSketch) {
    this.turns = saved?.turns ?? [];
    this.items = saved?.items ?? [];
    this.usage = saved?.usage ?? [];
    this.damage = saved?.damage ?? [];
    this.kinds = saved?.kinds ?? new Map();
    for (const _turn of this.turns) this.#addTurnIndex();
    this.items.forEach((item, index) => {
      this.#at(this.#placed, item.turnSeq)[item.seq] = index;
      this.#at(this.#byId, item.turnSeq).set(item.itemId, index);
      if (item.upstreamSeq === null) return;
      this.#shownTotal += 1;
      const shown = this.#at(this.#shown, item.turnSeq);
      if (item.upstreamSeq === Math.max(shown.count, item.upstreamSeq)) shown.last = index;
      shown.count = Math.max(shown.count, item.upstreamSeq + 1);
    });
  }

  takeChanges(): { turns: number[]; items: number[] } {
    const changes = { turns: [...this.#changedTurns], items: [...this.#changedItems] };
    this.#changedTurns.clear();
    this.#changedItems.clear();
    return changes;
  }

  turn(seq: number): TurnSketch {
    return this.#at(this.turns, seq);
  }

  item(index: number): ItemSketch {
    return this.#at(this.items, index);
  }

  /** Adds a turn behind all others; it is derived until upstream lists it. */
  addTurn(turn: Pick<TurnSketch, 'id' | 'status'>, ref: RecordRef): TurnSketch {
    const sketch: TurnSketch = {
      seq: this.turns.length,
      rootTurnId: null,
      error: null,
      startedAt: null,
      completedAt: null,
      durationMs: null,
      derived: true,
      listedAt: null,
      listedOrdinal: null,
      settings: null,
      usage: null,
      contextTokens: null,
      contextWindow: null,
      prompt: '',
      reverted: null,
      record: ref,
      endOffset: ref.offset + ref.length,
      itemCount: 0,
      ...turn,
    };
    this.turns.push(sketch);
    this.#addTurnIndex();
    this.#changedTurns.add(sketch.seq);
    return sketch;
  }

  changeTurn(seq: number, change: Partial<Omit<TurnSketch, 'seq' | 'itemCount'>>): void {
    Object.assign(this.turn(seq), change);
    this.#changedTurns.add(seq);
  }

  /** A record belongs to the turn: the turn reaches at least to its end. */
  extendTurn(seq: number, ref: RecordRef): void {
    const end = ref.offset + ref.length;
    const turn = this.turn(seq);
    if (turn.endOffset >= end) return;
    turn.endOffset = end;
    this.#changedTurns.add(seq);
  }

  /** Index of the turn's item of that id. */
  find(turnSeq: number, itemId: string): number | undefined {
    return this.#at(this.#byId, turnSeq).get(itemId);
  }

  /** Index of the item that the app-server would take for the turn's last one. */
  lastShown(turnSeq: number): number | undefined {
    return this.#at(this.#shown, turnSeq).last;
  }

  shownCount(turnSeq: number): number {
    return this.#at(this.#shown, turnSeq).count;
  }

  /** Of all turns. */
  get shownTotal(): number {
    return this.#shownTotal;
  }

  /** Adds an item behind the turn's others; an id that the turn has already gets the offset appended. */
  addItem(turnSeq: number, item: NewItem, ref: RecordRef): number {
    const index = this.items.length;
    const ids = this.#at(this.#byId, turnSeq);
    const itemId = ids.has(item.itemId) ? `${item.itemId}@${ref.offset}` : item.itemId;
    const sketch: ItemSketch = {
      turnSeq,
      seq: this.turn(turnSeq).itemCount,
      upstreamSeq: item.shown ? this.#show(turnSeq, index) : null,
      itemId,
      type: item.type,
      rule: item.rule,
      records: [ref],
      twins: [],
    };
    this.items.push(sketch);
    this.#changedItems.add(index);
    ids.set(itemId, index);
    this.#at(this.#placed, turnSeq).push(index);
    this.turn(turnSeq).itemCount += 1;
    this.#changedTurns.add(turnSeq);
    this.extendTurn(turnSeq, ref);
    return index;
  }

  /** A further record of an item, needed to build it or as evidence only. */
  attach(index: number, ref: RecordRef, as: 'records' | 'twins'): void {
    const item = this.item(index);
    item[as].push(ref);
    this.#changedItems.add(index);
    this.extendTurn(item.turnSeq, ref);
  }

  /** The call of an orphaned output came: it tells what kind of item this is. */
  retype(index: number, type: string, ref: RecordRef): void {
    this.item(index).type = type;
    this.attach(index, ref, 'records');
  }

  /**
   * A derived item turns out to be one that the app-server shows. It keeps its place here; its place among the
   * shown items is the last, because upstream orders by what it understands. What it was derived from becomes
   * evidence, or stays where the item is built from both.
   */
  promote(index: number, as: Omit<NewItem, 'shown'>, ref: RecordRef, keep: 'records' | 'twins'): void {
    const item = this.item(index);
    const ids = this.#at(this.#byId, item.turnSeq);
    ids.delete(item.itemId);
    item.itemId = ids.has(as.itemId) ? `${as.itemId}@${ref.offset}` : as.itemId;
    ids.set(item.itemId, index);
    item.type = as.type;
    item.rule = as.rule;
    item.upstreamSeq = this.#show(item.turnSeq, index);
    if (keep === 'twins') {
      item.twins = [...item.records, ...item.twins];
      item.records = [];
    }
    this.attach(index, ref, 'records');
  }

  /** Moves the last `count` items of one turn, all derived, to the end of another. */
  moveTail(from: number, count: number, to: number): void {
    const placed = this.#at(this.#placed, from);
    const moved = placed.splice(placed.length - count, count);
    this.turn(from).itemCount -= moved.length;
    for (const index of moved) {
      const item = this.item(index);
      this.#at(this.#byId, from).delete(item.itemId);
      item.turnSeq = to;
      item.seq = this.turn(to).itemCount;
      this.turn(to).itemCount += 1;
      this.#at(this.#placed, to).push(index);
      this.#at(this.#byId, to).set(item.itemId, index);
      this.#changedItems.add(index);
    }
    this.#changedTurns.add(from);
    const first = moved[0];
    if (first !== undefined)
      this.changeTurn(to, { record: this.item(first).records[0] ?? this.turn(to).record });
  }

  /** Indices of a turn's items, by place. */
  itemsOf(turnSeq: number): readonly number[] {
    return this.#at(this.#placed, turnSeq);
  }

  report(reason: DamageReason, message: string, { rolloutId, line, offset, length }: RecordRef): void {
    this.damage.push({ rolloutId, line, offset, length, reason, message });
  }

  count(kind: string, unknown: boolean): void {
    const seen = this.kinds.get(kind);
    if (seen) seen.lines += 1;
    else this.kinds.set(kind, { lines: 1, unknown });
  }

  /** Gives the item the next place among the shown ones. */
  #show(turnSeq: number, index: number): number {
    const shown = this.#at(this.#shown, turnSeq);
    shown.last = index;
    shown.count += 1;
    this.#shownTotal += 1;
    return shown.count - 1;
  }

  #addTurnIndex(): void {
    this.#placed.push([]);
    this.#byId.push(new Map());
    this.#shown.push({ count: 0, last: undefined });
  }

  #at<Entry>(entries: readonly Entry[], index: number): Entry {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError(`no sketch at ${index}`);
    return entry;
  }
}
