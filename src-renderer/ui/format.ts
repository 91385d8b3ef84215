/** What stands where a number is not known: never a zero. */
export const unknown = '–';

const steps = [
  { size: 1e9, unit: 'B' },
  { size: 1e6, unit: 'M' },
  { size: 1e3, unit: 'k' },
] as const;

function shorten(value: number, size: number, unit: string): string {
  const scaled = value / size;
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

/** A count in at most four signs: 950, 1.2k, 34k, 5.6M. */
export function shortCount(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  const step = steps.find(({ size }) => Math.abs(value) >= size * 0.9995);
  return step ? shorten(value, step.size, step.unit) : String(Math.round(value));
}

const grouped = new Intl.NumberFormat('en');

/** A count in full, with separators. */
export function fullCount(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? unknown : grouped.format(value);
}

/** Bytes in at most six signs: 980 B, 41 kB, 1.2 MB. */
export function shortBytes(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  if (value < 999.5) return `${Math.round(value)} B`;
  if (value < 999_500) return shorten(value, 1e3, ' kB');
  if (value < 999_500_000) return shorten(value, 1e6, ' MB');
  return shorten(value, 1e9, ' GB');
}

/** A count with its noun: 1 thread, 2,004 threads. */
export function counted(value: number, noun: string, nouns = `${noun}s`): string {
  return `${fullCount(value)} ${value === 1 ? noun : nouns}`;
}
