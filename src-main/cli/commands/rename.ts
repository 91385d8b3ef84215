import { defineCommand } from '../command';
import { editOptions, notesOf, runEdit, writeThreads } from '../edit/run-edit';
import { findThread } from '../find-thread';
import { flag } from '../option-kinds';
import { UsageError } from '../usage-error';

/** `skein rename ID NAME`: gives a thread a name, or takes it away. */
export const renameCommand = defineCommand({
  name: 'rename',
  summary: 'Gives a thread a name, or takes it away',
  argument: 'ID [NAME]',
  options: { clear: flag('the thread has no name any more'), ...editOptions },
  notes: notesOf('"thread": Thread'),
  async run(context, [id = '', name], values) {
    if ((name === undefined) !== values.clear) throw new UsageError('rename expects either NAME or --clear');
    if (name?.trim() === '') throw new UsageError('thread name must not be empty');
    const threadId = await findThread(context.manager, id);
    return await runEdit(context, {
      request: { kind: 'name', threadId, name: name ?? null },
      dryRun: values['dry-run'],
      answer: () => writeThreads(context, [threadId]),
    });
  },
});
