import { memoryModeSteps, storedMemoryMode } from './memory-mode-steps';
import { metadataObstacle } from './metadata-obstacle';
import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { Planner, RequestOf } from './planner';
import { unique } from './unique';

/** Whether threads take part in Codex's memories. */
export const planMemoryMode: Planner<RequestOf<'memory-mode'>> = {
  label: ({ memoryMode }) => `Set memory mode to ${memoryMode}`,
  threadIds: ({ threadIds }) => unique(threadIds),
  async planThread(threadId, { memoryMode }, sources) {
    const facts = await sources.facts(threadId);
    const before = await storedMemoryMode(facts, sources.places);
    if (before === memoryMode) return nothingToDo(facts);
    const fields = [{ field: 'memoryMode' as const, before, after: memoryMode }];
    const obstacle = metadataObstacle(facts);
    if (obstacle) return { ...refusedThread(facts, obstacle), fields };
    if (facts.summary.format === 'legacy' && facts.current?.compressed) {
      const message = 'Its file is compressed: resume it in Codex once, which makes it plain.';
      return { ...refusedThread(facts, refused('compressed', message)), fields };
    }
    const steps = await memoryModeSteps(facts, memoryMode, sources.places, sources.now());
    return { ...nothingToDo(facts), fields, steps };
  },
};
