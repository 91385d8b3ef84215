import type { EditPlan, PlanEntry } from '@contracts/model/edit';
import { useQueries } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';

const pageSize = 200;

/** The entries of a plan by their place; those near `shown` are fetched, the others are undefined until then. */
export function usePlanEntries(
  plan: EditPlan,
  shown: readonly number[],
): (index: number) => PlanEntry | undefined {
  const client = useClient();
  const first = plan.entries.length;
  const pages = [...new Set(shown.filter((at) => at >= first).map((at) => Math.floor(at / pageSize)))];
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['plan-entries', plan.planId, page],
      queryFn: () => client.editsEntries({ planId: plan.planId, from: page * pageSize, count: pageSize }),
      gcTime: 10_000,
    })),
  });
  return (index) =>
    index < first
      ? plan.entries[index]
      : answers[pages.indexOf(Math.floor(index / pageSize))]?.data?.entries[index % pageSize];
}
