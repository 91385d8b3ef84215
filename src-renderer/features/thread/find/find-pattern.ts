/** Longest text that is searched for. */
const maxLength = 1000;

/** A text as a pattern that finds exactly it, whatever its case; null for nothing. Literal, so it cannot run away. */
export function findPattern(text: string): RegExp | null {
  if (text === '') return null;
  const literal = text.slice(0, maxLength).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(literal, 'giu');
}
