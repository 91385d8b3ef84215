import { useEffect } from 'react';

/** Marks the document as painted once `ready` and a frame has been drawn; main's screenshots wait for it. */
export function useMarkPainted(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    // The first callback comes before the frame that shows this, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset.painted = '1';
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [ready]);
}
