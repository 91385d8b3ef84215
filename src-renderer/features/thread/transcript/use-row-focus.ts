import { type RefObject, useCallback, useLayoutEffect, useReducer, useRef } from 'react';
import type { RowMap } from '../rows/row-map';
import { stickyHeight, type TranscriptList } from './transcript-list';

/** Part of the view that a page key moves by. */
const pagePart = 0.85;

export interface RowFocus {
  /** Key of the row that has, or had last, the focus. */
  key: number | null;
  setKey: (key: number) => void;
  /** Moves the focus to a row and brings it into view. */
  toRow: (row: number, align?: 'auto' | 'start') => void;
  /** Moves by one row; a row higher than the view is scrolled through first. */
  step: (by: 1 | -1) => void;
  page: (by: 1 | -1) => void;
}

/** Which row the keys move; its element gets the focus once it is mounted. */
export function useRowFocus(
  key: number | null,
  setKey: (key: number) => void,
  rows: RowMap,
  list: TranscriptList,
  scroller: RefObject<HTMLDivElement | null>,
): RowFocus {
  /** The row that is to get the focus; only a wish moves it, not what happens to the rows later. */
  const wished = useRef<number | null>(null);
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const wish = useCallback((wanted: number) => {
    wished.current = wanted;
    lookAgain();
  }, []);

  useLayoutEffect(() => {
    const row = wished.current === null ? null : rows.rowOf(wished.current);
    wished.current = null;
    if (row === null) return;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${row}"]`)?.focus({ preventScroll: true });
  });

  const toRow = useCallback(
    (row: number, align: 'auto' | 'start' = 'auto') => {
      const target = Math.min(Math.max(row, 0), rows.count - 1);
      if (target < 0) return;
      const next = rows.key(target);
      setKey(next);
      wish(next);
      list.scrollToIndex(target, { align });
    },
    [rows, list, setKey, wish],
  );

  const current = useCallback((): number => {
    const focused = key === null ? null : rows.rowOf(key);
    return focused ?? firstVisible(list);
  }, [key, rows, list]);

  const step = useCallback(
    (by: 1 | -1) => {
      const element = scroller.current;
      const row = current();
      const at = list.measurementsCache[row];
      if (!element || !at) return;
      const [top, bottom] = [element.scrollTop + stickyHeight, element.scrollTop + element.clientHeight];
      const goesOn =
        by === 1 ? at.start <= top + 4 && at.end > bottom + 4 : at.end >= bottom - 4 && at.start < top - 4;
      const isInView = at.end > top && at.start < bottom;
      if (goesOn && isInView) element.scrollBy({ top: by * element.clientHeight * pagePart });
      else toRow(key === null ? row : row + by);
    },
    [scroller, current, list, toRow, key],
  );

  const page = useCallback(
    (by: 1 | -1) => {
      const element = scroller.current;
      if (!element) return;
      const target = element.scrollTop + by * element.clientHeight * pagePart;
      list.scrollToOffset(Math.max(0, target));
      const row = list.getVirtualItemForOffset(Math.max(0, target) + stickyHeight)?.index;
      if (row === undefined) return;
      setKey(rows.key(row));
      wish(rows.key(row));
    },
    [scroller, list, rows, setKey, wish],
  );

  return { key, setKey, toRow, step, page };
}

/** The first row below the sticky prompt. */
export function firstVisible(list: TranscriptList): number {
  return list.getVirtualItemForOffset((list.scrollOffset ?? 0) + stickyHeight)?.index ?? 0;
}
