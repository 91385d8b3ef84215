import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { usePlaceWriter } from '../../settings/place-context';
import type { ReadingPlace, ReadingState } from '../reading-state';
import type { RowMap } from '../rows/row-map';
import type { TranscriptList } from './transcript-list';

interface Options {
  threadId: string;
  rows: RowMap;
  list: TranscriptList;
  scroller: RefObject<HTMLDivElement | null>;
  reading: ReadingState;
  /** Items that the outline knows so far; a place behind them is waited for. */
  knownItems: number;
  isComplete: boolean;
  /** Whether the item has been fetched: only then its row has its height. */
  isLoaded: (item: number) => boolean;
}

/**
 * Restores, keeps and reports where the reader is.
 *
 * The place is an item and an offset, so it means the same whatever is folded, hidden, measured or appended.
 * `goTo` brings an item to a place; the reader's own scrolling gives it up.
 */
export function usePlace(options: Options): { goTo: (place: ReadingPlace) => void } {
  const { threadId, rows, list, scroller, reading, knownItems, isComplete, isLoaded } = options;
  const [goal, setGoal] = useState<ReadingPlace | null>(reading.place);
  const previous = useRef(rows);
  const writer = usePlaceWriter();

  const topOf = useCallback(
    (item: number, map: RowMap): number | null => {
      const row = map.rowOfItem(item);
      // Brings the cache up to date with what was measured in this commit.
      list.getTotalSize();
      return row === null ? null : (list.measurementsCache[row]?.start ?? null);
    },
    [list],
  );

  // Folding, hiding and replacing change rows above the reader: what he reads stays where it is.
  useLayoutEffect(() => {
    const before = previous.current;
    previous.current = rows;
    const { place } = reading;
    if (before === rows || goal || !place) return;
    if (before.rowOfItem(place.item) === rows.rowOfItem(place.item)) return;
    const top = topOf(place.item, rows);
    if (top !== null) list.scrollToOffset(top + place.offset);
  }, [rows, goal, list, reading, topOf]);

  useLayoutEffect(() => {
    if (!goal || (goal.item >= knownItems && !isComplete)) return;
    const row = rows.rowOfItem(goal.item);
    if (row === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${row}"]`);
    if (!element || !isLoaded(goal.item)) {
      list.scrollToIndex(row, { align: 'start' });
      return;
    }
    // While it scrolls the list measures a row only after this, and would then move on by what the row has grown.
    list.resizeItem(row, element.offsetHeight);
    const top = topOf(goal.item, rows);
    if (top !== null) list.scrollToOffset(Math.max(0, top + goal.offset));
    setGoal(null);
  }, [goal, rows, list, scroller, knownItems, isComplete, isLoaded, topOf]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const report = () => {
      const place = placeAt(list.scrollOffset ?? 0, rows, list, topOf);
      if (!place) return;
      reading.place = place;
      writer.write({ threadId, ...place });
    };
    const giveUp = () => setGoal(null);
    element.addEventListener('scroll', report, { passive: true });
    element.addEventListener('wheel', giveUp, { passive: true });
    element.addEventListener('pointerdown', giveUp, { passive: true });
    return () => {
      element.removeEventListener('scroll', report);
      element.removeEventListener('wheel', giveUp);
      element.removeEventListener('pointerdown', giveUp);
    };
  }, [scroller, rows, list, reading, writer, threadId, topOf]);

  return { goTo: setGoal };
}

/** The place at an offset of the list: the item of the row there, or the first one of its turn. */
function placeAt(
  offset: number,
  rows: RowMap,
  list: TranscriptList,
  topOf: (item: number, rows: RowMap) => number | null,
): ReadingPlace | null {
  const row = list.getVirtualItemForOffset(offset)?.index;
  const at = row === undefined ? null : rows.at(row);
  if (!at) return null;
  const item = at.kind === 'item' ? at.item : rows.firstItemOf(at.turn);
  const top = topOf(item, rows);
  return top === null ? null : { item, offset: Math.round(offset - top) };
}
