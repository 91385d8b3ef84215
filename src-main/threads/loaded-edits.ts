import type { Editing } from '../store/thread-store';
import type { ParsedEditRequest } from '../store/types';
import type { ThreadRegistry } from './thread-registry';

/** Of a plan that was forgotten all loaded threads are taken to be meant. */
const maxPlans = 50;

/**
 * Edits by the user beside threads that are loaded here: what their items imply is written before an edit of them is
 * planned or applied, so that it is planned on what is there and nothing of theirs overwrites it later. The store
 * itself refuses to edit a thread while it is loaded.
 */
export function editsBesideLoaded(edits: Editing, registry: ThreadRegistry): Editing {
  /** Plans that are not applied yet, with the threads they are about; null: any. */
  const plans = new Map<string, readonly string[] | null>();

  async function flush(threadIds: readonly string[] | null): Promise<void> {
    const loaded = registry.all.filter(({ threadId }) => threadIds?.includes(threadId) ?? true);
    await Promise.all(loaded.map((thread) => thread.flush()));
  }

  return {
    async plan({ request }) {
      const threadIds = threadsOf(request);
      await flush(threadIds);
      const plan = await edits.plan({ request });
      plans.set(plan.planId, threadIds);
      const [oldest] = plans.keys();
      if (plans.size > maxPlans && oldest !== undefined) plans.delete(oldest);
      return plan;
    },
    async apply({ planId }) {
      await flush(plans.get(planId) ?? null);
      plans.delete(planId);
      return await edits.apply({ planId });
    },
    async drop({ planId }) {
      plans.delete(planId);
      await edits.drop({ planId });
    },
    entries: (params) => edits.entries(params),
    journal: (params) => edits.journal(params),
    batch: (params) => edits.batch(params),
    writer: (params) => edits.writer(params),
    bin: () => edits.bin(),
    emptyBin: () => edits.emptyBin(),
    readDraft: (params) => edits.readDraft(params),
    saveDraft: (params) => edits.saveDraft(params),
  };
}

/** Null: the journal knows. */
function threadsOf(request: ParsedEditRequest): readonly string[] | null {
  if ('threadIds' in request) return request.threadIds ?? null;
  if ('threadId' in request) return [request.threadId];
  return null;
}
