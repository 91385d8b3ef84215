import { type ComposedTurn, itemsBefore } from '../../../history/compose-thread';
import type { ItemSketch } from '../../../history/types';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutFile } from '../rollouts/catalog';
import type { ThreadView } from './thread-view';

/** An item at its place in the thread's flat list, not built yet. */
export interface PlacedSketch {
  index: number;
  /** Place of its turn among the thread's turns. */
  turn: number;
  file: RolloutFile;
  sketch: ItemSketch;
}

/** The items of a stretch of the flat list, one after the other; ends where the list ends. */
export function* placedSketches(
  index: RolloutIndex,
  view: ThreadView,
  from: number,
  count: number,
): Generator<PlacedSketch> {
  const { turns } = view.composed;
  const end = from + count;
  for (let at = turnAt(turns, from); at < turns.length; at += 1) {
    const turn = turns[at];
    const file = turn && view.files.find(turn.rolloutId);
    if (!turn || !file || turn.firstItem >= end) return;
    const first = Math.max(0, from - turn.firstItem);
    const last = Math.min(turn.itemCount, end - turn.firstItem);
    for (const [i, sketch] of itemsOfTurn(index, file, turn, first, last - first).entries()) {
      yield { index: turn.firstItem + first + i, turn: at, file, sketch };
    }
  }
}

/** Sketches of a turn as it counts in the thread, by place. */
export function itemsOfTurn(
  index: RolloutIndex,
  file: RolloutFile,
  composed: ComposedTurn,
  from = 0,
  count = composed.itemCount,
): ItemSketch[] {
  const { turn, cut } = composed;
  if (!cut) return index.items(file.file, file.rolloutId, turn.seq, from, count);
  const all = index.items(file.file, file.rolloutId, turn.seq, 0, turn.itemCount);
  return itemsBefore(all, cut).slice(from, from + count);
}

/** The last turn that starts at or before an item. */
function turnAt(turns: readonly ComposedTurn[], item: number): number {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const turn = turns[middle];
    if (turn && turn.firstItem + turn.itemCount <= item) low = middle + 1;
    else high = middle;
  }
  return low;
}
