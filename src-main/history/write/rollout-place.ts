/**
 * Where a rollout that is made now belongs, relative to the home: folder and name hold the local time of whoever
 * makes it (formats.md 1.2).
 *
 * @param rolloutId another id than the thread's for the file that a revert makes
 */
export function rolloutPlace(at: Date, threadId: string, rolloutId: string = threadId): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [String(at.getFullYear()).padStart(4, '0'), two(at.getMonth() + 1), two(at.getDate())];
  const time = [two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())];
  const ids = rolloutId === threadId ? threadId : `${threadId}_${rolloutId}`;
  return `sessions/${day.join('/')}/rollout-${day.join('-')}T${time.join('-')}-${ids}.jsonl`;
}
