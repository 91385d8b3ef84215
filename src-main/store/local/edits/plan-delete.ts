import { randomUUID } from 'node:crypto';
import { fileAt } from '../steps/home-place';
import { nameLinesOf } from '../steps/name-lines';
import type { Step } from '../steps/step';
import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { Planner, PlanSources, RequestOf } from './planner';
import { dependentForks, relatedThreads } from './related-threads';
import { withSubAgents } from './subtree';
import type { ThreadFacts } from './thread-facts';

/** Takes threads out of the home, with the agents that they started; everything of them stays in the bin. */
export const planDelete: Planner<RequestOf<'delete'>> = {
  label: () => 'Delete',
  threadIds: ({ threadIds }, sources) => forksFirst(withSubAgents(threadIds, sources), sources),
  async planThread(threadId, { threadIds }, sources) {
    const facts = await sources.facts(threadId);
    const related = relatedThreads(facts, sources);
    if (facts.files.length === 0) {
      return {
        ...refusedThread(facts, refused('no_rollout', `no rollout found for thread id ${threadId}`)),
        related,
      };
    }
    // A fork that goes with it does not hold it back; when it is done, they have to be gone already.
    const together = new Set(sources.isApplying ? [] : withSubAgents(threadIds, sources));
    const forks = dependentForks(facts, sources).filter((fork) => !together.has(fork));
    if (await anyIsThere(forks, sources)) {
      const message = `cannot delete thread ${threadId}: forked history still references it`;
      return { ...refusedThread(facts, refused('still_referenced', message)), related };
    }
    return {
      ...nothingToDo(facts),
      fields: [{ field: 'deleted', before: 'no', after: 'yes' }],
      related,
      steps: await deleteSteps(facts, sources),
    };
  },
};

/** Forks before what they go on from, agents before who started them. */
function forksFirst(threadIds: readonly string[], sources: PlanSources): string[] {
  const wanted = new Set(threadIds);
  const basesOf = new Map<string, Set<string>>();
  for (const { threadId, head } of sources.catalog.files()) {
    const base = head?.historyBase ? sources.catalog.byRolloutId(head.historyBase.rolloutId) : null;
    if (!base || base.threadId === threadId || !wanted.has(threadId) || !wanted.has(base.threadId)) continue;
    basesOf.set(threadId, (basesOf.get(threadId) ?? new Set()).add(base.threadId));
  }
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (threadId: string): void => {
    if (seen.has(threadId)) return;
    seen.add(threadId);
    for (const base of basesOf.get(threadId) ?? []) visit(base);
    ordered.push(threadId);
  };
  for (const threadId of threadIds) visit(threadId);
  return ordered.reverse();
}

/** Whether files of one of these threads are on the disk now. */
async function anyIsThere(threadIds: readonly string[], { catalog, places }: PlanSources): Promise<boolean> {
  for (const file of threadIds.flatMap((threadId) => catalog.ofThread(threadId))) {
    if ((await fileAt(places.files, file.file)) !== null) return true;
  }
  return false;
}

/**
 * All files, then all rows, then the lines of the name index.
 *
 * @param what `file`: only these files and the rows of each; the thread itself goes on
 */
export async function deleteSteps(
  { threadId, files }: ThreadFacts,
  sources: PlanSources,
  what: 'thread' | 'file' = 'thread',
): Promise<Step[]> {
  // Begins with the thread: that is how the bin counts them.
  const kept = `${threadId}-${randomUUID().slice(0, 8)}`;
  const steps: Step[] = files.map(({ file, size, mtimeMs }, n) => {
    return { kind: 'bin-file', file, size, mtimeMs, binName: `${kept}-${n}` };
  });
  const rolloutIds = files.map((file) => file.rolloutId);
  const counted = await sources.relatedRows(threadId, rolloutIds);
  for (const [n, { database, table, column, id, count, byRollout }] of counted.entries()) {
    if (what === 'file' && !byRollout) continue;
    const key = { [column]: id };
    steps.push({ kind: 'delete-rows', database, table, key, count, binName: `${kept}-rows-${n}` });
  }
  const lines = what === 'file' ? [] : await nameLinesOf(sources.places.files, threadId);
  if (lines.length > 0) steps.push({ kind: 'remove-names', threadId, lines });
  return steps;
}
