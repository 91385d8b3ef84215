import { StoreError } from '../../errors';
import { isEmptyPatch, isObserved } from '../../metadata-patch';
import type { MetadataWriting, ThreadStore } from '../../thread-store';
import type { ThreadMetadataPatch } from '../../types';
import type { LiveThreads } from '../live/live-threads';
import { metadataSteps } from './metadata-steps';
import type { EditingHandle } from './open-editing';
import { createPlanSources } from './plan-sources';
import type { PlanSources } from './planner';
import { runPrimitive } from './run-primitive';
import type { ThreadFacts } from './thread-facts';

export interface MetadataParts {
  editing: Pick<EditingHandle, 'sourceParts' | 'onSteps'>;
  live: Pick<LiveThreads, 'aside'>;
  readThread: ThreadStore['readThread'];
}

/**
 * The one way to change metadata (thread-store.md 3.7). The target is found and checked before the first write.
 *
 * A state database that cannot be used is no failure for what the rollout or the name index tells as well, or tells
 * again; it is one for paginated threads, whose metadata stands nowhere else, and for a change of git facts alone.
 */
export function createLocalMetadata({ editing, live, readThread }: MetadataParts): MetadataWriting {
  async function update(
    threadId: string,
    patch: ThreadMetadataPatch,
    includeArchived: boolean,
  ): Promise<void> {
    const { facts, sources, failure } = await factsOf(threadId);
    if (facts.summary.archived && !includeArchived) {
      throw new StoreError('invalid_request', `no rollout found for thread id ${threadId}`);
    }
    const needsRow = facts.summary.format === 'paginated' || isGitOnly(patch);
    const hasDatabase = facts.stateDatabase.state !== 'absent';
    if (needsRow && failure) throw failure;
    if (facts.summary.format === 'paginated' && !hasDatabase) {
      throw new StoreError('database', `sqlite state db unavailable for thread ${threadId}`);
    }
    const { rollout, row, names } = await metadataSteps(facts, patch, sources);
    if (needsRow) return runPrimitive(editing, threadId, [...rollout, ...row, ...names]);
    await runPrimitive(editing, threadId, rollout);
    await runPrimitive(editing, threadId, failure ? [] : row).catch(passOverDatabase);
    await runPrimitive(editing, threadId, names);
  }

  /** With what was wrong with the state database, if it could not be asked. */
  async function factsOf(
    threadId: string,
  ): Promise<{ facts: ThreadFacts; sources: PlanSources; failure: StoreError | null }> {
    const parts = { ...editing.sourceParts, isFresh: true };
    try {
      const sources = await createPlanSources(parts, true);
      const facts = await sources.facts(threadId);
      const { stateDatabase } = facts;
      const isUsable = stateDatabase.state === 'ok' || stateDatabase.state === 'absent';
      const failure = isUsable ? null : new StoreError('database', stateDatabase.message);
      return { facts, sources, failure };
    } catch (error) {
      if (error instanceof StoreError && error.code === 'thread_not_found') {
        throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
      }
      const failure = databaseFailure(error);
      const sources = await createPlanSources(parts, false);
      return { facts: await sources.facts(threadId), sources, failure };
    }
  }

  return {
    async updateThreadMetadata({ threadId, patch, includeArchived }) {
      if (!isEmptyPatch(patch)) {
        const isExplicit = patch.name !== undefined || !isObserved(patch);
        await live.aside(threadId, () => update(threadId, patch, includeArchived), isExplicit);
      }
      return readThread({ threadId, includeArchived: true });
    },
  };
}

function isGitOnly(patch: ThreadMetadataPatch): boolean {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined);
  return fields.length === 1 && fields[0]?.[0] === 'gitInfo';
}

/** The failure of a state database; anything else is thrown again. */
function databaseFailure(error: unknown): StoreError {
  if (error instanceof StoreError && (error.code === 'database' || error.detail?.sqlite !== undefined))
    return error;
  throw error;
}

function passOverDatabase(error: unknown): void {
  databaseFailure(error);
}
