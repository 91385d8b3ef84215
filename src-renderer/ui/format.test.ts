import { describe, expect, it } from 'vitest';
import { counted, fullCount, shortBytes, shortCount } from './format';

describe('shortCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.0k'],
    [12_345, '12k'],
    [9_949, '9.9k'],
    [9_950, '10k'],
    [999_600, '1.0M'],
    [1_234_567, '1.2M'],
    [2_500_000_000, '2.5B'],
  ])('%d reads %s', (value, text) => {
    expect(shortCount(value)).toBe(text);
  });

  it('never shows an unknown number as zero', () => {
    for (const value of [null, undefined, Number.NaN]) {
      expect([shortCount(value), fullCount(value), shortBytes(value)]).toEqual(['–', '–', '–']);
    }
  });
});

describe('shortBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [40_960, '41 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [1_250_000_000, '1.3 GB'],
  ])('%d reads %s', (value, text) => {
    expect(shortBytes(value)).toBe(text);
  });
});

describe('counted', () => {
  it('agrees with its noun', () => {
    expect([counted(1, 'thread'), counted(2004, 'thread'), counted(0, 'directory', 'directories')]).toEqual([
      '1 thread',
      '2,004 threads',
      '0 directories',
    ]);
  });
});
