import type { Columns } from '../steps/step';

/**
 * A row's time of change moved to now, seconds and milliseconds together: triggers would lose the milliseconds (formats.md
 * 7.3). It only ever moves forward.
 */
export function rowTimes(row: Columns, at: Date): { before: Columns; after: Columns } {
  const before: Record<string, string | number | null> = {};
  const after: Record<string, string | number | null> = {};
  const last = typeof row.updated_at_ms === 'number' ? row.updated_at_ms : Number(row.updated_at) * 1000;
  const ms = Math.max(at.getTime(), last + 1);
  const values = { updated_at: Math.floor(ms / 1000), updated_at_ms: ms };
  for (const [column, value] of Object.entries(values)) {
    const old = row[column];
    if (old === undefined || typeof old === 'object') continue;
    before[column] = old;
    after[column] = value;
  }
  return { before, after };
}
