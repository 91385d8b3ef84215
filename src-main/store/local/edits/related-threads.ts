import type { RelatedThread } from '../../../contracts/model/edit';
import { unique } from './unique';
import type { PlanSources } from './planner';
import type { ThreadFacts } from './thread-facts';

/** Threads that begin in files of this one, archived ones included (formats.md 9.4). */
export function dependentForks({ threadId, files }: ThreadFacts, { catalog }: PlanSources): string[] {
  const own = new Set(files.map((file) => file.rolloutId));
  const dependents = catalog
    .files()
    .filter((file) => file.threadId !== threadId && own.has(file.head?.historyBase?.rolloutId ?? ''));
  return unique(dependents.map((file) => file.threadId));
}

/** Forks and agents of a thread, with their titles. */
export function relatedThreads(facts: ThreadFacts, sources: PlanSources): RelatedThread[] {
  const related = (threadId: string, relation: RelatedThread['relation']): RelatedThread => {
    return { threadId, title: sources.title(threadId), relation };
  };
  return [
    ...dependentForks(facts, sources).map((threadId) => related(threadId, 'fork')),
    ...sources.spawnChildren(facts.threadId).map((threadId) => related(threadId, 'sub-agent')),
  ];
}
