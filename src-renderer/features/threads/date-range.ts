/** A span of local days; `from` and `to` are `YYYY-MM-DD`, both ends included, null = open. */
export type DateRange =
  | { kind: 'today' | 'days7' | 'days30' }
  | { kind: 'custom'; from: string | null; to: string | null };

export const rangeLabels = { today: 'Today', days7: 'Last 7 days', days30: 'Last 30 days' } as const;

const daysBack = { today: 0, days7: 6, days30: 29 } as const;

/** Local midnight of the day that lies `days` after the day of `at`; right across changes of daylight saving. */
function midnight(at: Date, days: number): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime();
}

function dayOf(text: string | null): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  return year ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
}

/** The span in ms since 1970: `from` inside, `to` just outside. `now` decides what today is. */
export function rangeBounds(range: DateRange, now: Date): { from: number; to: number } {
  if (range.kind !== 'custom')
    return { from: midnight(now, -daysBack[range.kind]), to: Number.POSITIVE_INFINITY };
  const [first, last] = [dayOf(range.from), dayOf(range.to)];
  return {
    from: first ? midnight(first, 0) : Number.NEGATIVE_INFINITY,
    to: last ? midnight(last, 1) : Number.POSITIVE_INFINITY,
  };
}

/** The range as its pill shows it. */
export function rangeLabel(range: DateRange): string {
  if (range.kind !== 'custom') return rangeLabels[range.kind];
  if (range.from && range.to) return range.from === range.to ? range.from : `${range.from} – ${range.to}`;
  if (range.from) return `since ${range.from}`;
  return range.to ? `until ${range.to}` : 'Any time';
}
