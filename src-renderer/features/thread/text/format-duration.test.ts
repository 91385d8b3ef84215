import { expect, it } from 'vitest';
import { formatDuration } from './format-duration';

it.each([
  [0, '0 ms'],
  [340.4, '340 ms'],
  [999.6, '1.0 s'],
  [2400, '2.4 s'],
  [9960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1m 00s'],
  [125_000, '2m 05s'],
  [3_599_700, '1h 00m'],
  [3_720_000, '1h 02m'],
  [-5, '–'],
  [null, '–'],
  [Number.NaN, '–'],
])('formats %s ms', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
