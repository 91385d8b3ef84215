import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nestsDeeperThan } from './json-depth';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('agrees with the parsed value, for every limit', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, limit) => {
      // Long enough that no shortcut by length applies.
      const bytes = Buffer.from(JSON.stringify({ value, pad: '"[\\'.repeat(20) }));
      expect(nestsDeeperThan(limit, bytes)).toBe(depthOf(value) + 1 > limit);
    }),
  );
});

test('broken JSON gets an answer', () => {
  for (const text of ['"'.repeat(400), '\\'.repeat(400), '}'.repeat(400), '{"a'.repeat(200)]) {
    expect(typeof nestsDeeperThan(3, Buffer.from(text))).toBe('boolean');
  }
});
