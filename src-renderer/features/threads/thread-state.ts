import type { ThreadSummary } from '@contracts/model/thread';
import { isAgentSource, sourceOf } from './source-of';

/** What can be true of a thread and is worth a filter, in the order in which it is listed. */
export const threadStates = {
  active: 'Active',
  archived: 'Archived',
  fork: 'Fork',
  agent: 'Sub-agent',
  review: 'Review',
  damaged: 'Damaged',
  hidden: 'Hidden in Codex',
  compressed: 'Compressed',
  old: 'Old format',
} as const;
export type ThreadState = keyof typeof threadStates;

/** Everything that is true of the thread. */
export function statesOf(thread: ThreadSummary): ThreadState[] {
  const source = sourceOf(thread.source);
  const isReview = thread.reviewOf != null;
  const holds: Record<ThreadState, boolean> = {
    active: !thread.archived,
    archived: thread.archived,
    fork: thread.forkedFromId !== null && !isAgentSource(source) && !isReview,
    agent: isAgentSource(source),
    review: isReview || source === 'review' || thread.threadSource === 'review',
    damaged: thread.damaged,
    hidden: thread.hidden.length > 0,
    compressed: thread.compressed,
    old: thread.format === 'bare',
  };
  return (Object.keys(threadStates) as ThreadState[]).filter((state) => holds[state]);
}
