import type { JournalBatch } from '../../contracts/model/edit';
import { type CommandContext, defineCommand } from '../command';
import { findThread } from '../find-thread';
import { counted, localTime, number } from '../format-facts';
import { count } from '../option-kinds';
import { painter } from '../paint';
import { printableJson, printableLine } from '../printable';
import { table } from '../table';

/** Edits shown when nobody says how many, and fetched at once. */
const usual = 20;
const pageSize = 200;

/** `skein journal [ID]`: what was edited, newest first. */
export const journalCommand = defineCommand({
  name: 'journal',
  summary: 'Lists what was edited, of one thread when it is named',
  argument: '[ID]',
  options: { limit: count('N', `at most N edits (default: ${usual})`) },
  notes: [
    'ID is a thread id or at least 8 characters of its start; a deleted thread is named by its whole id.',
    'JSON: {"data": [JournalBatch, ..], "total": N}',
  ],
  async run(context, [id], values) {
    const threadId = id === undefined ? undefined : await findThread(context.manager, id);
    const limit = values.limit ?? usual;
    const batches: JournalBatch[] = [];
    let total = 0;
    for (;;) {
      const page = await context.manager.edits.journal({
        ...(threadId !== undefined && { threadId }),
        from: batches.length,
        count: Math.min(pageSize, limit - batches.length),
      });
      batches.push(...page.batches);
      total = page.total;
      if (page.batches.length === 0 || batches.length >= Math.min(limit, total)) break;
    }
    if (context.json) await context.out.write(`${printableJson({ data: batches, total })}\n`);
    else await writeTable(context, batches, total);
    return 0;
  },
});

async function writeTable(
  { out, messages }: CommandContext,
  batches: readonly JournalBatch[],
  total: number,
): Promise<void> {
  if (batches.length === 0) return messages.write('No edits.\n');
  const layout = [
    { title: 'When' },
    { title: 'Edit', flexible: true },
    { title: 'Changed', align: 'right' },
    { title: 'Failed', align: 'right' },
    { title: 'State' },
    { title: 'By' },
    { title: 'Batch' },
  ] as const;
  const rows = batches.map((one) => [
    localTime(one.atMs / 1000),
    printableLine(one.label),
    number(one.changed),
    number(one.failed),
    one.state,
    printableLine(one.by),
    one.batchId,
  ]);
  const [titles = '', ...lines] = table(layout, rows, out.columns);
  await out.write(`${painter(out.colour)('faint', titles)}\n${lines.join('\n')}\n`);
  const more = total > batches.length ? `, ${counted(total - batches.length, 'older one')} with --limit` : '';
  await messages.write(`${counted(batches.length, 'edit')}${more}\n`);
}
