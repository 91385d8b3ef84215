import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import type { Row } from './arrange-rows';

type ListVirtualizer = Virtualizer<HTMLDivElement, Element>;

/**
 * Keeps what the user looks at in its place when threads come, go or move above it by themselves.
 *
 * The anchor is the first row in view that did not change itself. At the very top the list stays at the top, and
 * where `view` changed (filters, sort) the user asked for another list.
 */
export function useScrollAnchor(
  rows: readonly Row[],
  virtual: ListVirtualizer,
  rowHeight: number,
  view: unknown,
): void {
  const before = useRef({ rows, view });
  useLayoutEffect(() => {
    const { rows: oldRows, view: oldView } = before.current;
    before.current = { rows, view };
    const scroller = virtual.scrollElement;
    if (!scroller || oldRows === rows || oldView !== view || scroller.scrollTop === 0) return;
    const places = new Map(rows.map(({ entry }, index) => [entry.thread, index]));
    const first = Math.floor(scroller.scrollTop / rowHeight);
    const last = first + Math.ceil(scroller.clientHeight / rowHeight);
    for (let index = first; index <= last; index += 1) {
      const thread = oldRows[index]?.entry.thread;
      const place = thread && places.get(thread);
      if (place === undefined) continue;
      if (place !== index) scroller.scrollTop += (place - index) * rowHeight;
      return;
    }
  }, [rows, virtual, rowHeight, view]);
}
