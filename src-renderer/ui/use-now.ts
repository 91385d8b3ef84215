import { useEffect, useState } from 'react';

/** The time in ms since 1970, once a minute: relative times move, but nothing flickers. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
