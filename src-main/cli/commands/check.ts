import type { CheckReport } from '../../contracts/audit';
import { StoreError } from '../../store/errors';
import { type CommandContext, defineCommand } from '../command';
import { findThread } from '../find-thread';
import { bytes, counted, number } from '../format-facts';
import { printable, printableJson, printableLine } from '../printable';
import { painter } from '../paint';
import { table } from '../table';
import { writeObstacles } from '../write-obstacles';

/** Findings listed for one thread. A file of nothing but garbage must not fill the memory; the rest is counted. */
const damageLimit = 100_000;

/** Sums over all reports; `failed` are threads that could not be checked at all. */
interface CheckSummary {
  threads: number;
  damagedThreads: number;
  files: number;
  lines: number;
  bytes: number;
  unknownLines: number;
  damage: number;
  reasons: Record<string, number>;
  failed: { threadId: string; code: string; message: string }[];
}

/** `skein check [ID]`: reads every byte and tells what was skipped and why. */
export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Reads every byte of a thread, or of all, and tells what was skipped and why',
  argument: '[ID]',
  options: {},
  notes: [
    'ID is a thread id or at least 8 characters of its start. Findings are data: the exit code is 0 when everything could be checked.',
    'JSON: {"data": [Report, ..], "summary": {"threads", "damagedThreads", "files", "lines", "bytes", "unknownLines", "damage", "reasons", "failed"}}',
  ],
  async run(context, [id]) {
    const ids = id === undefined ? await allIds(context) : [await findThread(context.manager, id)];
    const summary = emptySummary();
    if (context.json) await context.out.write('{"data":[');
    for (const [i, id] of ids.entries()) {
      await progress(context, i, ids.length);
      const report = await check(context, id, summary);
      if (report && context.json)
        await context.out.write(`${summary.threads === 1 ? '\n' : ',\n'}${printableJson(report)}`);
      if (report && !context.json) await writeReport(context, report);
    }
    await progress(context, ids.length, ids.length);
    if (context.json) await context.out.write(`],"summary":${printableJson(summary)}}\n`);
    else await context.out.write(`${summaryLine(summary)}\n`);
    if (id === undefined) await writeObstacles(context);
    for (const { threadId, message } of summary.failed) {
      await context.messages.write(`skein: ${threadId} could not be checked: ${printableLine(message)}\n`);
    }
    return summary.failed.length > 0 ? 1 : 0;
  },
});

async function allIds({ manager }: CommandContext): Promise<string[]> {
  const { data } = await manager.list({ sortKey: 'created_at', sortDirection: 'desc' });
  return data.map((thread) => thread.id);
}

/** One report, added to the summary; null when the thread could not be checked, which the summary then tells. */
async function check(
  { manager }: CommandContext,
  id: string,
  summary: CheckSummary,
): Promise<CheckReport | null> {
  try {
    const report = await manager.check(id, damageLimit);
    add(summary, report);
    return report;
  } catch (error) {
    // One thread that cannot be read must not hide the others; anything but a StoreError is a fault of ours.
    if (!(error instanceof StoreError)) throw error;
    summary.failed.push({ threadId: id, code: error.code, message: error.message });
    return null;
  }
}

function emptySummary(): CheckSummary {
  return {
    threads: 0,
    damagedThreads: 0,
    files: 0,
    lines: 0,
    bytes: 0,
    unknownLines: 0,
    damage: 0,
    reasons: {},
    failed: [],
  };
}

function add(summary: CheckSummary, report: CheckReport): void {
  summary.threads += 1;
  summary.files += report.files;
  summary.lines += report.lines;
  summary.bytes += report.bytes;
  summary.unknownLines += report.kinds.reduce((sum, kind) => sum + (kind.unknown ? kind.lines : 0), 0);
  const damage = report.damage.length + report.moreDamage;
  summary.damage += damage;
  if (damage > 0) summary.damagedThreads += 1;
  for (const { reason } of report.damage) summary.reasons[reason] = (summary.reasons[reason] ?? 0) + 1;
}

/** Says how far the check is, on one line of a terminal that is wiped at the end. */
async function progress({ messages }: CommandContext, done: number, all: number): Promise<void> {
  if (messages.columns === null || all < 2) return;
  await messages.write(done === all ? '\r\u001b[K' : `\rChecked ${done} of ${all}`);
}

async function writeReport({ out }: CommandContext, report: CheckReport): Promise<void> {
  if (report.damage.length === 0) return;
  const paint = painter(out.colour);
  const facts = `${counted(report.lines, 'line')}, ${bytes(report.bytes)}`;
  await out.write(`${paint('strong', report.threadId ?? 'no thread')}  ${facts}\n`);
  const layout = [
    { title: '  Place' },
    { title: 'Bytes', align: 'right' },
    { title: 'Reason' },
    { title: 'What' },
  ] as const;
  const rows = report.damage.map((one) => [
    `  ${printableLine(one.file)}:${one.line ?? '-'} @${one.offset}`,
    number(one.length),
    one.reason,
    printableLine(one.message),
  ]);
  const [titles = '', ...lines] = table(layout, rows, null);
  await out.write(`${paint('faint', titles)}\n${printable(lines.join('\n'))}\n`);
  if (report.moreDamage > 0) await out.write(`  and ${number(report.moreDamage)} more\n`);
}

function summaryLine(summary: CheckSummary): string {
  const size = `${counted(summary.files, 'file')}, ${counted(summary.lines, 'line')}, ${bytes(summary.bytes)}`;
  const reasons = Object.entries(summary.reasons).map(([reason, times]) => `${number(times)} ${reason}`);
  const found =
    summary.damage === 0
      ? 'nothing was skipped'
      : `${counted(summary.damage, 'finding')} in ${counted(summary.damagedThreads, 'thread')} (${reasons.join(', ')})`;
  const unknown =
    summary.unknownLines === 0
      ? ''
      : `; ${counted(summary.unknownLines, 'line')} of unknown kinds, shown raw`;
  return `${counted(summary.threads, 'thread')}, ${size}: ${found}${unknown}`;
}
