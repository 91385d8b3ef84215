import type { TurnOutline } from '@contracts/model/turn';

/** Neighbouring turns that one act, a rollback or a revert, took out of the model's view. */
export interface RevertedGroup {
  /** First turn of the group. */
  from: number;
  /** Behind its last turn. */
  to: number;
}

/**
 * Groups reverted turns that stand next to each other and were taken out by the same act, in thread order.
 *
 * Acts are told apart by their record; without one by kind and time.
 */
export function revertedGroups(turns: readonly TurnOutline[]): RevertedGroup[] {
  const groups: RevertedGroup[] = [];
  let open: (RevertedGroup & { act: string }) | null = null;
  turns.forEach((turn, index) => {
    const act = actOf(turn);
    if (act === null) {
      open = null;
    } else if (open?.act === act) {
      open.to = index + 1;
    } else {
      open = { from: index, to: index + 1, act };
      groups.push(open);
    }
  });
  return groups.map(({ from, to }) => ({ from, to }));
}

function actOf({ reverted }: TurnOutline): string | null {
  if (!reverted) return null;
  const { by, at, record } = reverted;
  return record ? `${by} ${record.rolloutId} ${record.offset}` : `${by} ${at ?? ''}`;
}
