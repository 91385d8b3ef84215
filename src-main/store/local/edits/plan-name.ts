import { metadataObstacle } from './metadata-obstacle';
import { nameSteps } from './name-steps';
import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { Planner, RequestOf } from './planner';

/** A thread's name. Archived threads cannot be named, as in every release of Codex. */
export const planName: Planner<RequestOf<'name'>> = {
  label: ({ name }) => (name === null ? 'Remove the name' : `Name “${name}”`),
  threadIds: ({ threadId }) => [threadId],
  async planThread(threadId, { name }, sources) {
    const facts = await sources.facts(threadId);
    const before = facts.summary.name;
    if (before === name) return nothingToDo(facts);
    const fields = [{ field: 'name' as const, before, after: name }];
    const obstacle = facts.summary.archived
      ? refused('archived', `no rollout found for thread id ${threadId}`)
      : metadataObstacle(facts);
    if (obstacle) return { ...refusedThread(facts, obstacle), fields };
    const steps = await nameSteps(facts, name, sources.places, sources.now());
    return { ...nothingToDo(facts), fields, steps };
  },
};
