import type { EditPlan } from '@contracts/model/edit';
import type { Row } from '../threads/arrange-rows';

/**
 * The thread to show when the one that is shown goes with a plan: the next in the list that stays, else the one before.
 *
 * Null when the shown one stays, or nothing else does.
 */
export function nextThread(
  rows: readonly Row[],
  selectedId: string | null,
  plan: Pick<EditPlan, 'entries'>,
): string | null {
  const going = new Set(
    plan.entries
      .filter(
        ({ fields, problems }) => fields.length > 0 && problems.every((it) => it.severity !== 'refused'),
      )
      .map(({ threadId }) => threadId),
  );
  if (selectedId === null || !going.has(selectedId)) return null;
  const ids = rows.map((row) => row.entry.thread.id);
  const at = ids.indexOf(selectedId);
  const stays = (id: string) => !going.has(id);
  return ids.slice(at + 1).find(stays) ?? ids.slice(0, Math.max(0, at)).findLast(stays) ?? null;
}
