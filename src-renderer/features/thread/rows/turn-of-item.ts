import type { TurnOutline } from '@contracts/model/turn';

/** The turn that holds an item of the flat list, whether shown or not; null without any turn. */
export function turnOfItem(turns: readonly TurnOutline[], item: number): number | null {
  if (turns.length === 0) return null;
  let low = 0;
  let high = turns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((turns[middle] as TurnOutline).firstItem <= item) low = middle;
    else high = middle - 1;
  }
  return low;
}
