import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { Planner, RequestOf } from './planner';
import { archiveSteps } from './shelf-steps';
import { relatedThreads } from './related-threads';
import { withSubAgents } from './subtree';

/** Puts threads into the archive, with the agents that they started, as Codex does. */
export const planArchive: Planner<RequestOf<'archive'>> = {
  label: () => 'Archive',
  threadIds: ({ threadIds }, sources) => withSubAgents(threadIds, sources),
  async planThread(threadId, { threadIds }, sources) {
    const facts = await sources.facts(threadId);
    const { archived } = facts.summary;
    // An agent that lies there already stays where it is.
    if (archived && !threadIds.includes(threadId)) return nothingToDo(facts);
    if (facts.current === null || archived) {
      return refusedThread(facts, refused('archived', `no rollout found for thread id ${threadId}`));
    }
    return {
      ...nothingToDo(facts),
      fields: [{ field: 'archived', before: 'no', after: 'yes' }],
      related: relatedThreads(facts, sources),
      steps: archiveSteps(facts, sources.places.files.root, sources.now()),
    };
  },
};
