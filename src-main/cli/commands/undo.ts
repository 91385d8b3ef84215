import { defineCommand } from '../command';
import { findBatch } from '../edit/find-batch';
import { editNotes, editOptions, readUnlessGone, runEdit } from '../edit/run-edit';
import { printableJson } from '../printable';

/** `skein undo [BATCH]`: takes an edit back, as an edit of its own. */
export const undoCommand = defineCommand({
  name: 'undo',
  summary: 'Takes an edit back: the last one that stands, or the one that is named',
  argument: '[BATCH]',
  options: editOptions,
  notes: [
    'BATCH is the id of an edit in the journal or a start of it that no other has. A thread that has changed since is refused, with the reason.',
    ...editNotes.slice(1),
    'JSON: {"undone": BATCH, "threads": [Thread, ..], "batchId", "changed", "unchanged", "failures"}; with --dry-run {"plan": EditPlan}',
  ],
  async run(context, [given], values) {
    const batchId = await findBatch(context.manager.edits, given);
    return await runEdit(context, {
      request: { kind: 'undo', batchId },
      dryRun: values['dry-run'],
      async answer({ manager, out }, { plan }) {
        const threads = [];
        for (const { threadId } of plan.entries) {
          const thread = await readUnlessGone(manager, threadId);
          if (thread) threads.push(thread);
        }
        await out.write(`"undone":${printableJson(batchId)},"threads":${printableJson(threads)}`);
      },
    });
  },
});
