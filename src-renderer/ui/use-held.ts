import { useEffect, useRef, useState } from 'react';

/** True while `active`, and for at least `ms` from when it became so: what comes and goes in a blink cannot be read. */
export function useHeld(active: boolean, ms = 2000): boolean {
  const [held, setHeld] = useState(active);
  const since = useRef(0);
  if (active && !held) setHeld(true);
  useEffect(() => {
    if (active) since.current = performance.now();
  }, [active]);
  useEffect(() => {
    if (active || !held) return;
    const timer = setTimeout(() => setHeld(false), since.current + ms - performance.now());
    return () => clearTimeout(timer);
  }, [active, held, ms]);
  return active || held;
}
