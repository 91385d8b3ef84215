import type { PlanSources } from './planner';
import { unique } from './unique';

/** The threads and, behind each, the agents that it started and theirs: Codex puts them away together. */
export function withSubAgents(threadIds: readonly string[], { spawnChildren }: PlanSources): string[] {
  const found: string[] = [];
  const visit = (threadId: string): void => {
    if (found.includes(threadId)) return;
    found.push(threadId);
    for (const child of spawnChildren(threadId)) visit(child);
  };
  for (const threadId of unique(threadIds)) visit(threadId);
  return found;
}
