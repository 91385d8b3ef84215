/** What the name of a rollout file says (formats.md 1.2). */
export interface RolloutName {
  /** First UUID: the thread. */
  threadId: string;
  /** Last UUID: this physical file; equal to `threadId` unless a revert made the file. */
  rolloutId: string;
  /** `YYYY-MM-DDTHH-MM-SS`, local time of the writer. */
  time: string;
  /** `time` read as UTC, in ms: upstream's sort key. */
  timeMs: number;
  compressed: boolean;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const pattern = new RegExp(
  `^rollout-(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d)-(${uuid})(?:_(${uuid}))?\\.jsonl(\\.zst)?$`,
  'i',
);

/** Null for names that do not follow the pattern or hold an impossible time: Codex ignores those, too. */
export function parseRolloutName(name: string): RolloutName | null {
  const [, time, first, last, zst] = pattern.exec(name) ?? [];
  if (time === undefined || first === undefined) return null;
  const timeMs = Date.parse(`${time.slice(0, 10)}T${time.slice(11).replaceAll('-', ':')}Z`);
  // Date.parse takes 31 February for 3 March; then the text comes back different.
  if (Number.isNaN(timeMs) || !new Date(timeMs).toISOString().startsWith(time.slice(0, 10))) return null;
  return {
    threadId: first.toLowerCase(),
    rolloutId: (last ?? first).toLowerCase(),
    time: time.toUpperCase(),
    timeMs,
    compressed: zst !== undefined,
  };
}
