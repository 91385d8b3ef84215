import { useClient } from '../../app/client-context';
import { useCommand } from '../commands/command-context';
import { useThreads } from '../threads/threads-model';
import { useEdits } from './edits-context';
import { useTargets } from './use-targets';

const canBeUndone = new Set(['applied', 'partly-applied', 'partly-undone']);

/** Carries out the edits of the chosen threads that need no view of their own. */
export function ThreadActions() {
  const client = useClient();
  const { rows } = useThreads();
  const { propose, rename, notify } = useEdits();
  const targets = useTargets();
  const ids = targets.map(({ id }) => id);
  const isNone = ids.length === 0;

  useCommand('rename', () => {
    const [thread, ...others] = targets;
    if (!thread || others.length > 0) return false;
    const isRead = document.activeElement?.closest('[data-scope="thread"]') != null;
    const isListed = rows.some((row) => row.entry.thread.id === thread.id);
    rename({ threadId: thread.id, place: isRead || !isListed ? 'header' : 'list' });
    return undefined;
  });
  useCommand('archive', () => {
    if (isNone) return false;
    const active = targets.filter(({ archived }) => !archived);
    if (active.length > 0) propose({ kind: 'archive', threadIds: active.map(({ id }) => id) });
    else propose({ kind: 'unarchive', threadIds: ids });
    return undefined;
  });
  useCommand('delete', () => {
    if (isNone) return false;
    propose({ kind: 'delete', threadIds: ids });
    return undefined;
  });
  const setMemory = (memoryMode: 'enabled' | 'disabled') => {
    if (isNone) return false;
    propose({ kind: 'memory-mode', threadIds: ids, memoryMode });
    return undefined;
  };
  useCommand('memory-enable', () => setMemory('enabled'));
  useCommand('memory-disable', () => setMemory('disabled'));
  useCommand('undo-edit', () => {
    // In a field, the key belongs to what was typed.
    if (document.activeElement?.matches('input, textarea, [contenteditable]')) return false;
    client.editsJournal({ count: 50 }).then(
      ({ batches }) => {
        const last = batches.find(({ state, undoes }) => undoes === null && canBeUndone.has(state));
        if (last) propose({ kind: 'undo', batchId: last.batchId });
        else notify({ text: 'There is no edit to undo.' });
      },
      (error: unknown) => notify({ tone: 'warn', text: `The journal cannot be read: ${String(error)}` }),
    );
    return undefined;
  });
  return null;
}
