import { type CommandContext, defineCommand } from '../command';
import { confirmed, mustBeAnswered, yes } from '../confirm';
import { relatedLines } from '../edit/plan-lines';
import { editOptions, notesOf, readUnlessGone, runEdit } from '../edit/run-edit';
import { fate, type WholePlan } from '../edit/whole-plan';
import { findThreads } from '../find-thread';
import { counted } from '../format-facts';
import { printableJson, printableLine } from '../printable';

/** Threads that the question names. */
const maxNamed = 20;

/** `skein delete ID..`: takes threads out of the home; copies stay in the bin. */
export const deleteCommand = defineCommand({
  name: 'delete',
  summary: 'Deletes threads; copies stay in the bin until it is emptied',
  argument: 'ID..',
  options: { yes, ...editOptions },
  notes: [
    'Asks first, and names what depends on the threads. Where there is no terminal to ask on, --yes is needed.',
    ...notesOf('"deleted": [ID, ..]'),
  ],
  async run(context, words, values) {
    if (!values['dry-run']) mustBeAnswered(context, values.yes, 'delete');
    const threadIds = await findThreads(context.manager, words);
    return await runEdit(context, {
      request: { kind: 'delete', threadIds },
      dryRun: values['dry-run'],
      confirm: (plan) => confirmDeletion(context, plan, values.yes),
      answer: () => writeDeleted(context, threadIds),
    });
  },
});

async function confirmDeletion(context: CommandContext, plan: WholePlan, given: boolean): Promise<boolean> {
  const going = plan.entries.filter((entry) => fate(entry) === 'changing');
  const lines = going.map(({ threadId, title }) => `${threadId}  ${printableLine(title).slice(0, 60)}`);
  const rest = lines.length - maxNamed;
  const shown = [
    ...lines.slice(0, maxNamed),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...relatedLines(going),
  ];
  if (!given) await context.messages.write(shown.map((line) => `  ${line}\n`).join(''));
  const question = `Delete ${counted(going.length, 'thread')}? Until the bin is emptied this can be undone.`;
  return await confirmed(context, given, question);
}

/** What is gone now is what was deleted, whatever was said before. */
async function writeDeleted({ manager, out }: CommandContext, ids: readonly string[]): Promise<void> {
  const deleted: string[] = [];
  for (const id of ids) if ((await readUnlessGone(manager, id)) === null) deleted.push(id);
  await out.write(`"deleted":${printableJson(deleted)}`);
}
