import { expect, it } from 'vitest';
import { nextHit } from './next-hit';

const hits = [3, 8, 20];

it.each([
  [0, 1, 3],
  [3, 1, 3],
  [4, 1, 8],
  [20, 1, 20],
  [21, 1, 3],
  [99, -1, 20],
  [8, -1, 8],
  [7, -1, 3],
  [2, -1, 20],
] as const)('from %i by %i it is %i', (from, by, hit) => {
  expect(nextHit(hits, from, by)).toBe(hit);
});

it('is none among none', () => {
  expect(nextHit([], 0, 1)).toBeNull();
  expect(nextHit([], 0, -1)).toBeNull();
});
