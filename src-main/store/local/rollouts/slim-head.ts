import type { SessionHead } from '../../../history/types';

/** Characters of text in a value of the meta, from which on it is left out. */
const longest = 4096;

/**
 * A head without the long texts of its meta: instructions and tool definitions make 20 KB per file, and the
 * catalog keeps the heads of all files.
 */
export function slimHead(head: SessionHead): SessionHead {
  const kept = Object.entries(head.meta).filter(([, value]) => textIn(value, longest) < longest);
  return { ...head, meta: Object.fromEntries(kept) };
}

/** Roughly how much text a value holds; stops counting at `limit`. */
function textIn(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let sum = 0;
  for (const [key, part] of Object.entries(value)) {
    sum += key.length + textIn(part, limit - sum);
    if (sum >= limit) break;
  }
  return sum;
}
