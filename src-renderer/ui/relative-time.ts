import { unknown } from './format';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in at most four signs: now, 5m, 3h, 2d, 6w, 9mo, 2y. Times ahead of the clock read as now. */
export function relativeTime(ms: number | null | undefined, now: number): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return unknown;
  const age = now - ms;
  if (age < minute) return 'now';
  if (age < hour) return `${Math.floor(age / minute)}m`;
  if (age < day) return `${Math.floor(age / hour)}h`;
  if (age < 14 * day) return `${Math.floor(age / day)}d`;
  if (age < 60 * day) return `${Math.floor(age / (7 * day))}w`;
  if (age < 365 * day) return `${Math.floor(age / (30.44 * day))}mo`;
  return `${Math.floor(age / (365.25 * day))}y`;
}

/** The moment in ISO 8601 with the local offset, as it is shown on hover: 2026-11-22T18:29:05+01:00. */
export function isoTime(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(new Date(ms).getTime())) return 'unknown';
  const at = new Date(ms);
  const offset = -at.getTimezoneOffset();
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const local = new Date(ms + offset * minute).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
