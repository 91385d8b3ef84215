import type { Virtualizer } from '@tanstack/react-virtual';

/** True when a virtual list is higher than its room, so that a scroll bar stands beside it. */
export function scrolls(virtual: Virtualizer<HTMLDivElement, Element>): boolean {
  return virtual.scrollRect !== null && virtual.getTotalSize() > virtual.scrollRect.height;
}
