import { describe, expect, it } from 'vitest';
import { type DateRange, rangeBounds, rangeLabel } from './date-range';

const now = new Date(2026, 10, 22, 15, 30);
const holds = (range: DateRange, at: Date) => {
  const { from, to } = rangeBounds(range, now);
  return from <= at.getTime() && at.getTime() < to;
};

describe('rangeBounds', () => {
  it('counts days from local midnight', () => {
    expect(holds({ kind: 'today' }, new Date(2026, 10, 22))).toBe(true);
    expect(holds({ kind: 'today' }, new Date(2026, 10, 21, 23, 59, 59))).toBe(false);
    expect(holds({ kind: 'days7' }, new Date(2026, 10, 16))).toBe(true);
    expect(holds({ kind: 'days7' }, new Date(2026, 10, 15, 23, 59))).toBe(false);
    expect(holds({ kind: 'days30' }, new Date(2026, 9, 24))).toBe(true);
    expect(holds({ kind: 'days30' }, new Date(2026, 9, 23, 23))).toBe(false);
  });

  it('includes both days of a custom span and leaves an open end open', () => {
    const span: DateRange = { kind: 'custom', from: '2026-01-31', to: '2026-02-01' };
    expect(holds(span, new Date(2026, 0, 31))).toBe(true);
    expect(holds(span, new Date(2026, 1, 1, 23, 59))).toBe(true);
    expect(holds(span, new Date(2026, 1, 2))).toBe(false);
    expect(holds({ kind: 'custom', from: null, to: '2026-01-01' }, new Date(2020, 0, 1))).toBe(true);
    expect(holds({ kind: 'custom', from: '2026-01-01', to: null }, new Date(2025, 11, 31))).toBe(false);
    expect(holds({ kind: 'custom', from: 'rubbish', to: null }, new Date(1999, 0, 1))).toBe(true);
  });

  it('names itself', () => {
    const custom = (from: string | null, to: string | null) => rangeLabel({ kind: 'custom', from, to });
    expect([
      rangeLabel({ kind: 'days7' }),
      custom('2026-01-01', '2026-01-31'),
      custom('2026-01-01', '2026-01-01'),
      custom('2026-01-01', null),
      custom(null, '2026-01-31'),
      custom(null, null),
    ]).toEqual([
      'Last 7 days',
      '2026-01-01 – 2026-01-31',
      '2026-01-01',
      'since 2026-01-01',
      'until 2026-01-31',
      'Any time',
    ]);
  });
});
