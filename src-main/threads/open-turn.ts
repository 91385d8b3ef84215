import { object, string } from '../history/json';
import type { RolloutItem } from '../store/types';

/** The turn that is open after some more items: begun and neither completed nor aborted; null when none is. */
export function openTurnAfter(items: readonly RolloutItem[], open: string | null): string | null {
  let turn = open;
  for (const { type, payload } of items) {
    const event = type === 'event_msg' ? object(payload) : null;
    if (event?.type === 'task_started' || event?.type === 'turn_started') {
      turn = string(event.turn_id) ?? '';
    } else if (endings.has(event?.type) && (event?.turn_id ?? turn) === turn) turn = null;
  }
  return turn;
}

const endings: ReadonlySet<unknown> = new Set([
  'task_complete',
  'turn_complete',
  'turn_aborted',
  'thread_rolled_back',
]);
