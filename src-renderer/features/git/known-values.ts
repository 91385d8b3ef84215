import type { ThreadSummary } from '@contracts/model/thread';
import type { GitField } from './git-fields';

const mostValues = 100;

/** The values that threads have in a git field, the most frequent first. */
export function knownValues(threads: readonly ThreadSummary[], field: GitField): string[] {
  const counts = new Map<string, number>();
  for (const { gitInfo } of threads) {
    const value = gitInfo?.[field];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostValues)
    .map(([value]) => value);
}
