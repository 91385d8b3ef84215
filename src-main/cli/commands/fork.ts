import type { ForkBoundary } from '../../contracts/model/edit';
import { defineCommand } from '../command';
import { findTurn } from '../edit/find-turn';
import { editOptions, notesOf, runEdit } from '../edit/run-edit';
import { writeNewThread } from '../edit/write-new-thread';
import { findThread } from '../find-thread';
import { text } from '../option-kinds';
import { UsageError } from '../usage-error';

/** `skein fork ID`: a new thread that goes on from this one. */
export const forkCommand = defineCommand({
  name: 'fork',
  summary: 'Makes a new thread that goes on from the end of this one, or from one of its turns',
  argument: 'ID',
  options: {
    'before-turn': text('T', 'the turns before T go along'),
    'through-turn': text('T', 'the turns up to T go along, and T itself'),
    ...editOptions,
  },
  notes: [
    ...notesOf('"thread": the new Thread'),
    'T is the id of a turn or a start of it that no other has.',
  ],
  async run(context, [id = ''], values) {
    const before = values['before-turn'];
    const through = values['through-turn'];
    if (before !== undefined && through !== undefined)
      throw new UsageError('--before-turn and --through-turn exclude each other');
    const { manager } = context;
    const threadId = await findThread(manager, id);
    let boundary: ForkBoundary = { kind: 'latest' };
    if (before !== undefined)
      boundary = { kind: 'beforeTurn', turnId: await findTurn(manager, threadId, before) };
    if (through !== undefined)
      boundary = { kind: 'throughTurn', turnId: await findTurn(manager, threadId, through) };
    return await runEdit(context, {
      request: { kind: 'fork', threadId, boundary },
      dryRun: values['dry-run'],
      answer: (_context, { outcome }) => writeNewThread(context, outcome),
    });
  },
});
