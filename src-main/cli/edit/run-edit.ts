import type { EditOutcome, EditRequest } from '../../contracts/model/edit';
import type { Thread } from '../../contracts/model/thread';
import { StoreError } from '../../store/errors';
import type { CommandContext } from '../command';
import { counted } from '../format-facts';
import { flag } from '../option-kinds';
import { painter } from '../paint';
import { printableJson, printableLine } from '../printable';
import { type NotEdited, notEdited, refusedBy } from './edit-failures';
import { fieldLines, planLines } from './plan-lines';
import { problemText } from './problem-text';
import { fate, type WholePlan, wholePlan } from './whole-plan';

/** Options of every command that edits. */
export const editOptions = {
  'dry-run': flag('show what would change, in which files and rows, and change nothing'),
};

/** Help of every command that edits. */
export const editNotes = [
  'Old and new values are compared again when the edit is done; what changed meanwhile is refused. Every edit is in the journal and can be taken back: skein undo.',
  'Exit code 1 when a thread was refused or failed; the others are done all the same and are told.',
];

const idNote = 'ID is a thread id or at least 8 characters of its start.';

/** Notes of a command that edits, around what its JSON answer holds. */
export function notesOf(answer: string): string[] {
  return [
    idNote,
    ...editNotes,
    `JSON: {${answer}, "batchId": ID or null, "changed", "unchanged", "failures": [{"threadId", "title", "error", "applied"}, ..]}; with --dry-run {"plan": EditPlan}`,
  ];
}

export interface EditCall {
  request: EditRequest;
  dryRun: boolean;
  /** Asked once the plan is known and something would be done; no means that nothing is done. */
  confirm?: (plan: WholePlan) => Promise<boolean>;
  /** Writes the members of the JSON answer that are this command's own, e.g. `"thread":{..}`. */
  answer(context: CommandContext, done: { plan: WholePlan; outcome: EditOutcome }): Promise<void>;
}

/** Plans an edit and does it, or shows the plan. Resolves to the exit code. */
export async function runEdit(context: CommandContext, call: EditCall): Promise<number> {
  const { edits } = context.manager;
  const plan = await wholePlan(edits, call.request);
  if (call.dryRun) {
    await edits.drop({ planId: plan.planId });
    await writePlan(context, plan);
    return plan.counts.refused > 0 ? 1 : 0;
  }
  const nothing = plan.counts.changing === 0;
  if (nothing || (call.confirm && !(await call.confirm(plan)))) {
    await edits.drop({ planId: plan.planId });
    const outcome = outcomeOfNothing(plan.counts.unchanged);
    if (!nothing) await context.messages.write('Nothing was changed.\n');
    await writeOutcome(context, call, plan, outcome, refusedBy(plan));
    return nothing && plan.counts.refused === 0 ? 0 : 1;
  }
  const outcome = await followed(context, plan, () => edits.apply({ planId: plan.planId }));
  await writeOutcome(context, call, plan, outcome, notEdited(plan, outcome));
  return plan.counts.refused + outcome.failed > 0 ? 1 : 0;
}

/** Writes `"thread":..` for one thread that was named, `"threads":[..]` for several, as they are now. */
export async function writeThreads({ manager, out }: CommandContext, ids: readonly string[]): Promise<void> {
  const threads: Thread[] = [];
  for (const id of ids) {
    const thread = await readUnlessGone(manager, id);
    if (thread) threads.push(thread);
  }
  if (ids.length === 1) await out.write(`"thread":${printableJson(threads[0] ?? null)}`);
  else await out.write(`"threads":[${threads.map((one) => `\n${printableJson(one)}`).join(',')}]`);
}

/** A thread without its turns; null when it cannot be read, as after its deletion. */
export async function readUnlessGone(
  manager: CommandContext['manager'],
  threadId: string,
): Promise<Thread | null> {
  try {
    return await manager.read(threadId);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

async function writePlan({ json, out }: CommandContext, plan: WholePlan): Promise<void> {
  if (json) return out.write(`${printableJson({ plan })}\n`);
  const lines = planLines(plan, { paint: painter(out.colour), columns: out.columns });
  await out.write(`${lines.join('\n')}\n`);
}

function outcomeOfNothing(unchanged: number): EditOutcome {
  return { batchId: null, changed: 0, unchanged, failures: [], failed: 0, newThreadId: null };
}

async function writeOutcome(
  context: CommandContext,
  call: EditCall,
  plan: WholePlan,
  outcome: EditOutcome,
  failures: readonly NotEdited[],
): Promise<void> {
  if (context.json) {
    const { batchId, changed, unchanged } = outcome;
    await context.out.write('{');
    await call.answer(context, { plan, outcome });
    const rest = printableJson({ batchId, changed, unchanged, failures });
    await context.out.write(`,${rest.slice(1)}\n`);
  } else {
    await writeText(context, plan, outcome, failures);
  }
  await writeFailures(context, outcome, failures);
}

async function writeText(
  { out, messages }: CommandContext,
  plan: WholePlan,
  outcome: EditOutcome,
  failures: readonly NotEdited[],
): Promise<void> {
  const not = new Set(failures.map(({ threadId }) => threadId));
  const done = plan.entries.filter((entry) => fate(entry) === 'changing' && !not.has(entry.threadId));
  const lines =
    outcome.changed > 0 ? fieldLines(done, { paint: painter(out.colour), columns: out.columns }) : [];
  for (const line of lines) await out.write(`${line}\n`);
  if (outcome.newThreadId !== null) await out.write(`New thread: ${outcome.newThreadId}\n`);
  const unchanged = outcome.unchanged > 0 ? `, ${outcome.unchanged} unchanged` : '';
  const label = printableLine(plan.label);
  await messages.write(`${label}: ${counted(outcome.changed, 'thread')} changed${unchanged}\n`);
  if (outcome.batchId !== null) await messages.write(`Take it back with: skein undo ${outcome.batchId}\n`);
}

async function writeFailures(
  { messages }: CommandContext,
  outcome: EditOutcome,
  failures: readonly NotEdited[],
): Promise<void> {
  for (const { threadId, title, error, applied } of failures) {
    const name = printableLine(title).slice(0, 60);
    await messages.write(`skein: ${threadId} (${name}): ${problemText(error.message, error.detail)}\n`);
    for (const { place, what } of applied)
      await messages.write(`  stands all the same: ${printableLine(`${place}: ${what}`)}\n`);
  }
  const more = outcome.failed - outcome.failures.length;
  if (more > 0) await messages.write(`skein: and ${counted(more, 'thread')} more failed: skein journal\n`);
}

/** Tells how far a long edit is, on one line of a terminal that is wiped at the end. */
async function followed<T>(
  { manager, messages }: CommandContext,
  plan: WholePlan,
  work: () => Promise<T>,
): Promise<T> {
  if (messages.columns === null || plan.counts.changing < 2) return await work();
  const stop = manager.subscribe((event) => {
    if (event.type !== 'edit-progress' || event.planId !== plan.planId) return;
    // A line that could not be written is told by the next one that has to be.
    messages.write(`\rEdited ${event.done} of ${event.total}`).catch(() => undefined);
  });
  try {
    return await work();
  } finally {
    stop();
    await messages.write('\r\u001b[K');
  }
}
