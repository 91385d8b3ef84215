import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { type Sort, shownTime, sortThreads } from './sort-threads';
import { indexThreads } from './thread-index';

const unknownTimes = {
  createdAt: 0,
  createdAtMs: null,
  updatedAt: 0,
  updatedAtMs: null,
  recencyAt: null,
  recencyAtMs: null,
};
const times = (created: number, updated: number, recency: number) => ({
  createdAtMs: created,
  updatedAtMs: updated,
  recencyAtMs: recency,
});
const entries = indexThreads([
  aThread({ id: 'n', ...unknownTimes, sizeBytes: 9 }),
  aThread({ id: 'a', ...times(1, 9, 5), sizeBytes: 3 }),
  aThread({ id: 'b', ...times(2, 8, 5), sizeBytes: 1 }),
  aThread({ id: 'c', ...times(3, 7, 6), sizeBytes: 2 }),
]);

describe('sortThreads', () => {
  it.each<[Sort['key'], Sort['direction'], string]>([
    ['created', 'asc', 'abcn'],
    ['created', 'desc', 'cban'],
    ['updated', 'desc', 'abcn'],
    ['recency', 'desc', 'cban'],
    ['recency', 'asc', 'abcn'],
    ['size', 'desc', 'nacb'],
    ['size', 'asc', 'bcan'],
  ])('%s %s: %s, unknown times last', (key, direction, order) => {
    const sorted = sortThreads(entries, { key, direction });
    expect(sorted.map(({ thread }) => thread.id).join('')).toBe(order);
  });

  it('shows the time that it sorts by', () => {
    const thread = aThread(times(1, 2, 3));
    expect((['created', 'updated', 'recency', 'size'] as const).map((key) => shownTime(thread, key))).toEqual(
      [1, 2, 3, 3],
    );
  });
});
