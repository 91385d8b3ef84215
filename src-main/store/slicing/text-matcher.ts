import type { ThreadItem } from '../../contracts/model/item';

/** Fields that are no content: ids, marks and words that the window spells otherwise. */
const skipped = new Set([
  'id',
  'type',
  'clips',
  'provenance',
  'status',
  'source',
  'phase',
  'clientId',
  'turnId',
]);
/** Deeper values are not searched. */
const maxDepth = 64;

/** Says of an item whether one of its strings holds a text, taken literally and whatever its case. */
export function textMatcher(text: string): (item: ThreadItem) => boolean {
  // A literal pattern cannot run away, and compares case without a copy of the string.
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'iu');
  return (item) => holds(item, pattern, 0);
}

function holds(value: unknown, pattern: RegExp, depth: number): boolean {
  if (typeof value === 'string') return !value.startsWith('data:') && pattern.test(value);
  if (typeof value !== 'object' || value === null || depth >= maxDepth) return false;
  if (Array.isArray(value)) return value.some((one) => holds(one, pattern, depth + 1));
  return Object.entries(value).some(
    ([key, one]) => (depth > 0 || !skipped.has(key)) && holds(one, pattern, depth + 1),
  );
}
