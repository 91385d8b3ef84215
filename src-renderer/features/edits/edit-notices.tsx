import { useSkeinEvent } from '../../app/events';
import { useQueryClient } from '@tanstack/react-query';
import { counted } from '../../ui/format';
import { useCommands } from '../commands/command-context';
import { useEdits } from './edits-context';

/** Tells of what happened to edits without the user: finished or taken back after a crash, put back by others. */
export function EditNotices() {
  const { notify } = useEdits();
  const commands = useCommands();
  const queries = useQueryClient();
  useSkeinEvent('journal-changed', ({ reason, batchIds }) => {
    for (const key of ['journal', 'journal-batch', 'bin', 'git-history'])
      void queries.invalidateQueries({ queryKey: [key] });
    if (reason === 'edited') return;
    notify({
      tone: 'warn',
      stays: true,
      text:
        reason === 'recovered'
          ? `${counted(batchIds.length, 'edit')} had been interrupted, and was finished or taken back now.`
          : 'Another program put back an old value over an edit of yours.',
      actions: [{ label: 'Show journal', run: () => commands.run('journal') }],
    });
  });
  return null;
}
