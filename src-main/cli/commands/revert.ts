import { defineCommand } from '../command';
import { findTurn } from '../edit/find-turn';
import { editOptions, notesOf, runEdit, writeThreads } from '../edit/run-edit';
import { findThread } from '../find-thread';
import { text } from '../option-kinds';
import { UsageError } from '../usage-error';

/** `skein revert ID --before-turn T`: a thread goes on from before one of its turns. */
export const revertCommand = defineCommand({
  name: 'revert',
  summary: 'Lets a thread go on from before one of its turns; nothing is removed',
  argument: 'ID',
  options: {
    'before-turn': text('T', 'T and all turns behind it leave the view of the model (required)'),
    ...editOptions,
  },
  notes: [
    ...notesOf('"thread": Thread, its turns empty as in Codex'),
    'T is the id of a turn or a start of it that no other has.',
    'Only for threads in the paginated format; others are rolled back: skein rollback.',
  ],
  async run(context, [id = ''], values) {
    const turn = values['before-turn'];
    if (turn === undefined) throw new UsageError('revert expects --before-turn T');
    const threadId = await findThread(context.manager, id);
    const beforeTurnId = await findTurn(context.manager, threadId, turn);
    return await runEdit(context, {
      request: { kind: 'revert', threadId, beforeTurnId },
      dryRun: values['dry-run'],
      answer: () => writeThreads(context, [threadId]),
    });
  },
});
