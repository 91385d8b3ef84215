import { resolve } from 'node:path';
import { defineCommand } from '../command';
import { readFindings } from '../edit/read-findings';
import { editOptions, notesOf, runEdit } from '../edit/run-edit';
import { writeNewThread } from '../edit/write-new-thread';
import { findThread } from '../find-thread';
import { text } from '../option-kinds';
import { printableJson } from '../printable';
import { UsageError } from '../usage-error';

/** `skein review ID --findings FILE`: writes what an auditor says about a thread into a fork of it. */
export const reviewCommand = defineCommand({
  name: 'review',
  summary: 'Writes a review of a thread, as a thread of its own that Codex can open',
  argument: 'ID',
  options: { findings: text('FILE', 'the review as JSON (required)'), ...editOptions },
  notes: [
    ...notesOf('"reviewThreadId": ID or null, "thread": the new Thread'),
    'FILE holds {"findings": [{"title", "body", "priority": 0-3, "confidence": 0-1, "file", "startLine", "endLine"}, ..], "verdict": "patch is correct" or "patch is incorrect", "explanation", "confidence": 0-1}, or the review_output of Codex.',
  ],
  async run(context, [id = ''], values) {
    if (values.findings === undefined) throw new UsageError('review expects --findings FILE');
    const review = await readFindings(resolve(context.cwd, values.findings));
    const threadId = await findThread(context.manager, id);
    return await runEdit(context, {
      request: { kind: 'review', threadId, review },
      dryRun: values['dry-run'],
      async answer({ out }, { outcome }) {
        await out.write(`"reviewThreadId":${printableJson(outcome.newThreadId)},`);
        await writeNewThread(context, outcome);
      },
    });
  },
});
