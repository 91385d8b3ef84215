import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { Planner, RequestOf } from './planner';
import { unarchiveSteps } from './shelf-steps';
import { unique } from './unique';

/** Brings threads back from the archive, each by itself. */
export const planUnarchive: Planner<RequestOf<'unarchive'>> = {
  label: () => 'Unarchive',
  threadIds: ({ threadIds }) => unique(threadIds),
  async planThread(threadId, _request, sources) {
    const facts = await sources.facts(threadId);
    if (facts.current === null || !facts.summary.archived) {
      const message = `no archived rollout found for thread id ${threadId}`;
      return refusedThread(facts, refused('not_archived', message));
    }
    return {
      ...nothingToDo(facts),
      fields: [{ field: 'archived', before: 'yes', after: 'no' }],
      steps: unarchiveSteps(facts, sources.places.files.root, sources.now()),
    };
  },
};
