import type { TurnOutline } from '@contracts/model/turn';
import { revertedGroups, type RevertedGroup } from './reverted-groups';
import { turnOfItem } from './turn-of-item';

/** What one row of the transcript shows. Indices are those of the outline: turn in the thread, item in the flat list. */
export type Row =
  | { kind: 'reverted'; turn: number; group: RevertedGroup }
  | { kind: 'turn'; turn: number }
  | { kind: 'item'; turn: number; item: number };

/** Which turns show what. */
export interface RowOptions {
  /** `model`: reverted turns are left out, as the model no longer saw them. */
  view: 'everything' | 'model';
  /** Reverted turns whose items the reader asked for; the others show their header only. */
  opened: ReadonlySet<number>;
}

/**
 * The rows of a transcript without one object per row: 100,000 items cost a few arrays with an entry per turn.
 *
 * A turn takes one row for its header and one per item; a group of reverted turns takes one more before its first.
 */
export class RowMap {
  /** Rows altogether. */
  readonly count: number;
  /** Visible turns, ascending. */
  private readonly turns: number[] = [];
  /** First row of each visible turn, then `count`. */
  private readonly starts: number[] = [0];
  private readonly leads = new Map<number, RevertedGroup>();
  /** Key of each row: the virtual list asks for all of them whenever one row changes its height. */
  private readonly keys: Int32Array;

  constructor(
    private readonly outline: readonly TurnOutline[],
    private readonly options: RowOptions,
  ) {
    if (options.view === 'everything') {
      for (const group of revertedGroups(outline)) this.leads.set(group.from, group);
    }
    let rows = 0;
    outline.forEach((turn, index) => {
      if (turn.reverted && options.view === 'model') return;
      this.turns.push(index);
      rows += (this.leads.has(index) ? 2 : 1) + (this.showsItems(index) ? turn.itemCount : 0);
      this.starts.push(rows);
    });
    this.count = rows;
    this.keys = new Int32Array(rows);
    this.turns.forEach((turn, slot) => this.fillKeys(turn, this.starts[slot] as number));
  }

  /** The row at an index of the list, null outside of it. */
  at(row: number): Row | null {
    if (row < 0 || row >= this.count) return null;
    const slot = this.slotOfRow(row);
    const turn = this.turns[slot] as number;
    const group = this.leads.get(turn);
    let inside = row - (this.starts[slot] as number);
    if (group) {
      if (inside === 0) return { kind: 'reverted', turn, group };
      inside -= 1;
    }
    if (inside === 0) return { kind: 'turn', turn };
    return { kind: 'item', turn, item: (this.outline[turn] as TurnOutline).firstItem + inside - 1 };
  }

  /** Key of a row: the same for as long as the thread's revision lives, whatever is folded or hidden. */
  key(row: number): number {
    return this.keys[row] ?? Number.NaN;
  }

  /** Row of a key; null when the row is folded away or hidden. */
  rowOf(key: number): number | null {
    const turn = key >= 0 ? this.turnOfItem(key) : (-key - 1) >> 1;
    const slot = turn === null ? -1 : lowerBound(this.turns, turn);
    const start = this.starts[slot];
    const end = this.starts[slot + 1];
    if (start === undefined || end === undefined) return null;
    const row =
      key >= 0 ? this.rowOfItem(key) : start + (key % 2 !== 0 && this.leads.has(turn as number) ? 1 : 0);
    return row !== null && this.keys[row] === key ? row : null;
  }

  /** Row of a turn's header, or of the next visible turn's; null behind the last one. */
  rowOfTurn(turn: number): number | null {
    const slot = lowerBound(this.turns, turn);
    if (slot >= this.turns.length) return null;
    return (this.starts[slot] as number) + (this.leads.has(this.turns[slot] as number) ? 1 : 0);
  }

  /** Row of an item; of its turn's header when its items are folded; null when there are no rows. */
  rowOfItem(item: number): number | null {
    const turn = this.turnOfItem(item);
    const last = this.turns.at(-1);
    if (turn === null || last === undefined) return null;
    const header = this.rowOfTurn(Math.min(turn, last)) as number;
    const { firstItem, itemCount } = this.outline[turn] as TurnOutline;
    if (itemCount === 0 || !this.isVisible(turn) || !this.showsItems(turn)) return header;
    return header + 1 + Math.min(item - firstItem, itemCount - 1);
  }

  /** First item of a turn in the flat list. */
  firstItemOf(turn: number): number {
    return this.outline[turn]?.firstItem ?? 0;
  }

  /** False for the reverted turns of the model's view. */
  isVisible(turn: number): boolean {
    return this.turns[lowerBound(this.turns, turn)] === turn;
  }

  /** The turn that holds an item of the flat list, visible or not. */
  turnOfItem(item: number): number | null {
    return turnOfItem(this.outline, item);
  }

  /** True when a turn's items have rows. */
  showsItems(turn: number): boolean {
    return !this.outline[turn]?.reverted || this.options.opened.has(turn);
  }

  /** The visible turn before (-1) or behind (+1) a turn; null at the ends. */
  neighbour(turn: number, step: 1 | -1): number | null {
    const slot = lowerBound(this.turns, turn);
    const next = step === 1 && this.turns[slot] !== turn ? slot : slot + step;
    return this.turns[next] ?? null;
  }

  private fillKeys(turn: number, start: number): void {
    let row = start;
    if (this.leads.has(turn)) this.keys[row++] = -2 - 2 * turn;
    this.keys[row++] = -1 - 2 * turn;
    if (!this.showsItems(turn)) return;
    const { firstItem, itemCount } = this.outline[turn] as TurnOutline;
    for (let nth = 0; nth < itemCount; nth++) this.keys[row++] = firstItem + nth;
  }

  private slotOfRow(row: number): number {
    let low = 0;
    let high = this.turns.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** First place in an ascending list whose value is not smaller. */
function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
