import { defineCommand } from '../command';
import { editOptions, notesOf, runEdit, writeThreads } from '../edit/run-edit';
import { findThreads } from '../find-thread';

/** `skein archive ID..` and `skein unarchive ID..` differ in their direction only. */
function shelfCommand(name: 'archive' | 'unarchive', summary: string) {
  return defineCommand({
    name,
    summary,
    argument: 'ID..',
    options: editOptions,
    notes: notesOf('"thread": Thread for one ID, "threads": [Thread, ..] for several'),
    async run(context, words, values) {
      const threadIds = await findThreads(context.manager, words);
      return await runEdit(context, {
        request: { kind: name, threadIds },
        dryRun: values['dry-run'],
        answer: () => writeThreads(context, threadIds),
      });
    },
  });
}

export const archiveCommand = shelfCommand('archive', 'Archives threads');
export const unarchiveCommand = shelfCommand('unarchive', 'Brings archived threads back');
