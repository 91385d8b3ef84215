import { type ReactVirtualizer, useVirtualizer } from '@tanstack/react-virtual';
import { defaultRangeExtractor } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import { estimateRow } from '../rows/estimate-row';
import type { RowMap } from '../rows/row-map';

/** Height of the sticky prompt: rows are brought to below it. */
export const stickyHeight = 36;

export type TranscriptList = ReactVirtualizer<HTMLDivElement, HTMLElement>;

/** The virtual list over the rows. The row with the focus stays mounted, or the focus would be lost. */
export function useTranscriptList(
  rows: RowMap,
  scroller: RefObject<HTMLDivElement | null>,
  focusedRow: number | null,
): TranscriptList {
  // A new function would make the list measure all rows anew.
  const getItemKey = useCallback((row: number) => rows.key(row), [rows]);
  return useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (row) => estimateRow(rows.key(row)),
    overscan: 8,
    paddingStart: 8,
    paddingEnd: 96,
    scrollPaddingStart: stickyHeight,
    scrollPaddingEnd: 24,
    rangeExtractor: (range) => {
      const indices = defaultRangeExtractor(range);
      if (focusedRow === null || focusedRow >= range.count) return indices;
      if (focusedRow < (indices[0] ?? 0)) return [focusedRow, ...indices];
      return focusedRow > (indices.at(-1) ?? 0) ? [...indices, focusedRow] : indices;
    },
  });
}
