import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime, relativeTime } from './relative-time';

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;

describe('relativeTime', () => {
  it.each([
    [-5000, 'now'],
    [59_000, 'now'],
    [60_000, '1m'],
    [59 * 60_000, '59m'],
    [23.9 * 3_600_000, '23h'],
    [day, '1d'],
    [13 * day, '13d'],
    [14 * day, '2w'],
    [59 * day, '8w'],
    [60 * day, '1mo'],
    [364 * day, '11mo'],
    [366 * day, '1y'],
  ])('%d ms ago reads %s', (age, text) => {
    expect(relativeTime(now - age, now)).toBe(text);
  });

  it('keeps to four signs and to known times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 * 365 * day }), (age) => {
        expect(relativeTime(now - age, now).length).toBeLessThanOrEqual(4);
      }),
    );
    expect(relativeTime(null, now)).toBe('–');
  });
});

describe('isoTime', () => {
  it('names the same moment, whatever the zone of the machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(Date.parse(isoTime(ms))).toBe(Math.floor(ms / 1000) * 1000);
      }),
    );
  });

  it('says when a time is not known or cannot be', () => {
    expect([isoTime(null), isoTime(9e15)]).toEqual(['unknown', 'unknown']);
  });
});
