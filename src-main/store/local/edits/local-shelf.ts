import { StoreError } from '../../errors';
import type { ShelfWriting, ThreadStore } from '../../thread-store';
import type { ThreadLocks } from '../locks/thread-locks';
import type { Step } from '../steps/step';
import type { EditingHandle } from './open-editing';
import { deleteSteps } from './plan-delete';
import { createPlanSources } from './plan-sources';
import type { PlanSources } from './planner';
import { dependentForks } from './related-threads';
import { runPrimitive } from './run-primitive';
import { archiveSteps, unarchiveSteps } from './shelf-steps';
import type { ThreadFacts } from './thread-facts';

export interface ShelfParts {
  editing: Pick<EditingHandle, 'sourceParts' | 'onSteps'>;
  locks: Pick<ThreadLocks, 'withThreadLocks'>;
  readThread: ThreadStore['readThread'];
  /** Whether a fork of the thread is being made, which needs its files where they are. */
  isReserved(threadId: string): boolean;
}

/** Archive, unarchive and delete of one thread (thread-store.md 3.8, 3.9). Everything is checked before the first write. */
export function createLocalShelf({ editing, locks, readThread, isReserved }: ShelfParts): ShelfWriting {
  const { sourceParts } = editing;

  function change(
    threadId: string,
    stepsOf: (facts: ThreadFacts, sources: PlanSources) => Step[] | Promise<Step[]>,
  ): Promise<void> {
    return locks.withThreadLocks([threadId], async () => {
      if (isReserved(threadId)) throw new StoreError('conflict', `thread ${threadId} is being forked`);
      const sources = await createPlanSources(sourceParts, true);
      await runPrimitive(editing, threadId, await stepsOf(await sources.facts(threadId), sources));
    });
  }

  return {
    archiveThread: ({ threadId }) =>
      change(threadId, (facts, { places, now }) => {
        if (facts.current === null || facts.summary.archived) {
          throw new StoreError('invalid_request', `no rollout found for thread id ${threadId}`);
        }
        return archiveSteps(facts, places.files.root, now());
      }),
    async unarchiveThread({ threadId }) {
      await change(threadId, (facts, { places, now }) => {
        if (facts.current === null || !facts.summary.archived) throw notArchived(threadId);
        return unarchiveSteps(facts, places.files.root, now());
      }).catch((error: unknown) => {
        if (error instanceof StoreError && error.code === 'thread_not_found') throw notArchived(threadId);
        throw error;
      });
      return readThread({ threadId, includeArchived: false });
    },
    deleteThread: ({ threadId }) =>
      change(threadId, (facts, sources) => {
        if (facts.files.length === 0) {
          throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
        }
        if (dependentForks(facts, sources).length > 0) {
          const reason = 'forked history still references it';
          throw new StoreError('invalid_request', `cannot delete thread ${threadId}: ${reason}`);
        }
        return deleteSteps(facts, sources);
      }),
  };
}

function notArchived(threadId: string): StoreError {
  return new StoreError('invalid_request', `no archived rollout found for thread id ${threadId}`);
}
