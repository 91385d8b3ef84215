import { useState } from 'react';

/** The ids as they came first, as long as they are the same ones: an order that changes makes no other choice. */
export function useSameIds(ids: readonly string[]): readonly string[] {
  const [kept, setKept] = useState(ids);
  if (kept === ids) return kept;
  const now = new Set(ids);
  if (kept.length === ids.length && kept.every((id) => now.has(id))) return kept;
  setKept(ids);
  return ids;
}
