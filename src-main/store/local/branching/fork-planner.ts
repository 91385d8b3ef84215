import type { Planner, RequestOf } from '../edits/planner';
import { type BranchingParts, branchSource } from './branch-source';
import { historyCut } from './history-cut';
import { makeFork } from './make-fork';
import { titleOf } from './title-of';

/** A new thread that goes on from a place in another one's history. The source is only read. */
export function createForkPlanner(parts: BranchingParts): Planner<RequestOf<'fork'>> {
  return {
    label: () => 'Fork a thread',
    threadIds: ({ threadId }) => [threadId],
    async planThread(threadId, { boundary }) {
      const source = await branchSource(parts, threadId);
      const cut = await historyCut(parts, source, boundary);
      const fork = await makeFork(parts, source, cut);
      const title = titleOf(source.summary);
      return {
        threadId: source.threadId,
        title,
        fields: [
          { field: 'forkedFrom', before: null, after: source.threadId },
          { field: 'turns', before: null, after: String(cut.kept.length) },
        ],
        problems: cut.open
          ? [
              {
                severity: 'warning',
                code: 'running_turn',
                message: 'The last turn has not ended: in the fork it counts as interrupted.',
              },
            ]
          : [],
        related: [{ threadId: fork.threadId, title, relation: 'new' }],
        steps: fork.steps,
        locks: [fork.threadId],
        newThreadId: fork.threadId,
      };
    },
  };
}
