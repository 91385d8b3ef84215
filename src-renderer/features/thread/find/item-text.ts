import type { ThreadItem } from '@contracts/model/item';

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

/** All texts of an item, one after the other; what was clipped is not among them. */
export function itemText(item: ThreadItem): string {
  const texts: string[] = [];
  collect(item, 0, texts);
  return texts.join('\n');
}

function collect(value: unknown, depth: number, texts: string[]): void {
  if (typeof value === 'string') {
    texts.push(value);
  } else if (Array.isArray(value) && depth < maxDepth) {
    for (const one of value) collect(one, depth + 1, texts);
  } else if (typeof value === 'object' && value !== null && depth < maxDepth) {
    for (const [key, one] of Object.entries(value)) {
      if (depth > 0 || !skipped.has(key)) collect(one, depth + 1, texts);
    }
  }
}
