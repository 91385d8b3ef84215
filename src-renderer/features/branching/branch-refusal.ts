import type { Thread } from '@contracts/model/thread';
import type { TurnOutline } from '@contracts/model/turn';

/** What can be done at a turn. */
export type TurnAct = 'fork-before' | 'fork-through' | 'roll-back';

/** Why nothing can branch off a thread or be taken out of it, in a sentence; null when it can. */
export function threadRefusal(thread: Thread, isRead: boolean): string | null {
  if (thread.archived) return 'The thread is archived: unarchive it first.';
  if (thread.format === 'bare') return 'Codex can no longer go on with threads of this old format.';
  if (thread.damaged || (thread.damage?.length ?? 0) > 0)
    return 'Part of the thread cannot be read: what would be left of it is not certain.';
  if (!isRead) return 'The thread is still being read.';
  return null;
}

/** Why an act cannot be done at a turn of a thread that is fit for it, in a sentence; null when it can. */
export function turnRefusal(act: TurnAct, turn: TurnOutline): string | null {
  if (turn.derived) return 'These records belong to no turn: Codex itself shows none here.';
  if (turn.reverted) return 'The turn has left the model’s view already.';
  if (act === 'fork-through' && turn.status === 'inProgress') return 'The turn has not ended.';
  return null;
}
