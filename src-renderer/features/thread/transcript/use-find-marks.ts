import { type RefObject, useEffect } from 'react';
import { findPattern } from '../find/find-pattern';
import { markRanges } from '../find/mark-ranges';

/** Name of the highlight in the style sheet. */
const name = 'skein-find';

/** Marks the occurrences of a text in what is on screen, without touching the elements. */
export function useFindMarks(scroller: RefObject<HTMLDivElement | null>, text: string): void {
  useEffect(() => {
    const root = scroller.current;
    const pattern = findPattern(text);
    if (!root || !pattern || typeof Highlight === 'undefined') return;
    let frame = 0;
    const mark = () => {
      CSS.highlights.set(name, new Highlight(...markRanges(root, pattern)));
    };
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(later);
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(name);
    };
  }, [scroller, text]);
}
