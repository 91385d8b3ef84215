import type { StoreEvent } from '../store/types';
import type { ThreadManager } from '../threads/thread-manager';
import type { Output } from './output';

const notes: Record<Extract<StoreEvent, { type: 'journal-changed' }>['reason'], string | null> = {
  edited: null,
  recovered: 'An edit that was cut off was finished or taken back at this start',
  'put-back': 'Another program put back what an edit had changed',
};

/** Tells on stderr what the journal learnt without being asked. */
export function noteRecovery(manager: ThreadManager, messages: Output): void {
  manager.subscribe((event) => {
    if (event.type !== 'journal-changed') return;
    const note = notes[event.reason];
    if (note === null) return;
    const which = event.batchIds.length > 0 ? ` (${event.batchIds.join(', ')})` : '';
    // What cannot be written is told by the next line that has to be.
    messages.write(`skein: ${note}${which}: skein journal\n`).catch(() => undefined);
  });
}
