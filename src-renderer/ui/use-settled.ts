import { useEffect, useState } from 'react';

/**
 * Follows `value` at once when it changes now and then, and only after `ms` of quiet while it keeps changing.
 *
 * A held arrow key moves the selection through every row, but only the row where it stops is loaded.
 */
export function useSettled<T>(value: T, ms = 120): T {
  const [settled, setSettled] = useState(value);
  const [quiet, setQuiet] = useState(true);
  if (quiet && settled !== value) {
    setSettled(value);
    setQuiet(false);
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
      setQuiet(true);
    }, ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
