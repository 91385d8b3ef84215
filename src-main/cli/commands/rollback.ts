import { defineCommand } from '../command';
import { editOptions, notesOf, readUnlessGone, runEdit } from '../edit/run-edit';
import { findThread } from '../find-thread';
import { UsageError } from '../usage-error';
import { writeThreadJson } from '../write-thread-json';

/** `skein rollback ID N`: the last turns of a thread leave the model's view. */
export const rollbackCommand = defineCommand({
  name: 'rollback',
  summary: 'Takes the last N turns of a thread out of the view of the model; nothing is removed',
  argument: 'ID N',
  options: editOptions,
  notes: [
    ...notesOf('"thread": Thread with the turns that are left'),
    'Only for threads in the legacy format; others are reverted: skein revert.',
  ],
  async run(context, [id = '', given = ''], values) {
    if (!/^\d{1,9}$/.test(given))
      throw new UsageError(`N expects a whole number from 1 on, not ${JSON.stringify(given)}`);
    const threadId = await findThread(context.manager, id);
    return await runEdit(context, {
      request: { kind: 'rollback', threadId, turns: Number(given) },
      dryRun: values['dry-run'],
      async answer({ manager, out }) {
        const thread = await readUnlessGone(manager, threadId);
        if (!thread) return out.write('"thread":null');
        await writeThreadJson(context, thread, { threadId, view: 'upstream', sortDirection: 'asc' });
      },
    });
  },
});
