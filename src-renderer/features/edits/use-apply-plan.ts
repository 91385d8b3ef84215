import type { EditOutcome, EditPlan } from '@contracts/model/edit';
import type { Thread } from '@contracts/model/thread';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';
import { useThreads } from '../threads/threads-model';
import { assumedFields } from './assumed-fields';

/**
 * Does a plan: list and header show its values at once, and those of threads that were not changed are put back.
 *
 * Rows beyond the first page of a plan show theirs when the store tells of them.
 */
export function useApplyPlan(options: {
  onSuccess: (outcome: EditOutcome, plan: EditPlan) => void;
  onFailed: () => void;
}) {
  const client = useClient();
  const queries = useQueryClient();
  const { entries, assume } = useThreads();

  const show = (plan: EditPlan) => {
    const rows = new Map(entries.map(({ thread }) => [thread.id, thread]));
    const changes: Parameters<typeof assume>[0] = new Map(
      plan.entries.flatMap((entry) => {
        const thread = rows.get(entry.threadId);
        const change = thread && assumedFields(plan.kind, entry, thread);
        return change === undefined ? [] : [[entry.threadId, change] as const];
      }),
    );
    const heads = [...changes].flatMap(([id, change]) => {
      const head = queries.getQueryData<Thread>(['thread', id]);
      if (!head || !change) return [];
      queries.setQueryData<Thread>(['thread', id], { ...head, ...change });
      return [[id, head] as const];
    });
    return { rows: assume(changes), heads, ids: [...changes.keys()] };
  };

  return useMutation({
    mutationFn: (plan: EditPlan) => client.editsApply({ planId: plan.planId }),
    onMutate: show,
    onError: (_error, _plan, shown) => {
      options.onFailed();
      if (!shown) return;
      shown.rows();
      for (const [id, head] of shown.heads) queries.setQueryData(['thread', id], head);
    },
    onSuccess: (outcome, plan, shown) => {
      const failed = new Set(outcome.failures.map(({ threadId }) => threadId));
      // More failed than are named: none of what was assumed is sure.
      const isSure = outcome.failed <= outcome.failures.length;
      shown.rows(isSure ? failed : shown.ids);
      for (const [id, head] of shown.heads)
        if (!isSure || failed.has(id)) queries.setQueryData(['thread', id], head);
      options.onSuccess(outcome, plan);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['thread'] });
      void queries.invalidateQueries({ queryKey: ['git-history'] });
      void queries.invalidateQueries({ queryKey: ['journal'] });
      void queries.invalidateQueries({ queryKey: ['bin'] });
    },
  });
}
