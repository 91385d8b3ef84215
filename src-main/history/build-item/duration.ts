import { integer, object } from '../json';

/** Whole milliseconds of a `{secs, nanos}` duration; null when there is none, undefined when it is no duration. */
export function durationMs(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  const secs = integer(object(value)?.secs);
  const nanos = integer(object(value)?.nanos);
  if (secs === null || nanos === null) return undefined;
  return secs * 1000 + Math.floor(nanos / 1_000_000);
}
