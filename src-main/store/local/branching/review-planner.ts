import type { Review } from '../../../contracts/model/edit';
import { reviewTurn } from '../../../history/write/review-turn';
import type { Planner, RequestOf } from '../edits/planner';
import { type BranchingParts, branchSource } from './branch-source';
import { historyCut } from './history-cut';
import { makeFork } from './make-fork';
import { newId } from './new-ids';
import { titleOf } from './title-of';

/**
 * A detached review: a fork of the whole thread in the thread's own directory, whose last turn is the review. Codex makes
 * one with a model; here the auditor is the reviewer (thread-store.md 6.11).
 */
export function createReviewPlanner(parts: BranchingParts): Planner<RequestOf<'review'>> {
  return {
    label: () => 'Review a thread',
    threadIds: ({ threadId }) => [threadId],
    async planThread(threadId, { review }) {
      const source = await branchSource(parts, threadId);
      const cut = await historyCut(parts, source, { kind: 'latest' });
      const fork = await makeFork(parts, source, cut, ({ threadId: reviewId, at }) =>
        reviewTurn(review, {
          threadId: reviewId,
          turnId: newId(at),
          ids: {
            entered: newId(at),
            exited: newId(at),
            request: `msg_${newId(at)}`,
            answer: `msg_${newId(at)}`,
          },
          atMs: at.getTime(),
          dialect: source.dialect,
          cliVersion: source.header.cli_version,
          contextWindow: cut.kept.at(-1)?.turn.contextWindow ?? null,
        }),
      );
      const title = titleOf(source.summary);
      return {
        threadId: source.threadId,
        title,
        fields: [{ field: 'review', before: null, after: inWords(review) }],
        problems: [],
        related: [{ threadId: fork.threadId, title, relation: 'new' }],
        steps: fork.steps,
        locks: [fork.threadId],
        newThreadId: fork.threadId,
      };
    },
  };
}

/** E.g. `patch is incorrect, 2 findings`. */
function inWords({ verdict, findings }: Review): string {
  const count = findings.length === 1 ? 'one finding' : `${findings.length} findings`;
  return `${verdict}, ${count}`;
}
