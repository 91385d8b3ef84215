import type { PlanEntry } from '../../contracts/model/edit';
import { counted } from '../format-facts';
import type { Paint } from '../paint';
import { printableLine } from '../printable';
import { table } from '../table';
import { clipToWidth } from '../text-width';
import { problemText } from './problem-text';
import { fate, type WholePlan } from './whole-plan';

/** Cells of a title and of a value where no terminal limits them. */
const longestTitle = 40;
const longestValue = 80;

export interface Shown {
  paint: Paint;
  /** Width to fit into; null = any. */
  columns: number | null;
}

/** A plan as text: what would change, in which files and rows, what comes with it and what is in the way. */
export function planLines(plan: WholePlan, shown: Shown): string[] {
  const { changing, unchanged, refused } = plan.counts;
  const counts = [
    `${counted(changing, 'thread')} would change`,
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ];
  const done = plan.entries.filter((entry) => fate(entry) === 'changing');
  return [
    shown.paint('strong', `${printableLine(plan.label)}: ${counts.join(', ')}`),
    ...fieldLines(done, shown),
    ...titled('Files and rows', writeLines(done, shown)),
    ...titled('Turns that leave the view of the model, or come back into it', turnLines(done)),
    ...titled('Threads that depend on these, or are made', relatedLines(plan.entries)),
    ...titled('In the way, or to be known', problemLines(plan.entries)),
  ];
}

/** Old and new values, one per line. */
export function fieldLines(entries: readonly PlanEntry[], { paint, columns }: Shown): string[] {
  const rows = entries.flatMap((entry) =>
    entry.fields.map((one) => [
      entry.threadId,
      clipToWidth(printableLine(entry.title), longestTitle),
      one.field,
      valueText(one.before),
      valueText(one.after),
    ]),
  );
  if (rows.length === 0) return [];
  const layout = [
    { title: 'Thread' },
    { title: 'Title', flexible: true },
    { title: 'Field' },
    { title: 'Old' },
    { title: 'New' },
  ];
  const [titles = '', ...lines] = table(layout, rows, columns);
  return [paint('faint', titles), ...lines];
}

/** Threads that depend on what is edited, so that a question can name them. */
export function relatedLines(entries: readonly PlanEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.related.map(
      (one) =>
        `${one.relation} of ${entry.threadId}: ${one.threadId}  ${clipToWidth(printableLine(one.title), longestTitle)}`,
    ),
  );
}

function writeLines(entries: readonly PlanEntry[], { columns }: Shown): string[] {
  const rows = entries.flatMap((entry) =>
    entry.writes.map((one) => [
      entry.threadId,
      one.target,
      printableLine(one.place),
      printableLine(one.what),
    ]),
  );
  const layout = [{ title: '' }, { title: '' }, { title: '' }, { title: '', flexible: true }];
  return table(layout, rows, columns).slice(1);
}

function turnLines(entries: readonly PlanEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.leaving.map(
      (turn) => `${turn.turnId}  ${clipToWidth(printableLine(turn.prompt) || '(no text)', longestValue)}`,
    ),
  );
}

function problemLines(entries: readonly PlanEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.problems.map(
      (one) => `${one.severity}: ${entry.threadId}: ${problemText(one.message, one.detail)}`,
    ),
  );
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function valueText(value: string | null): string {
  return value === null ? '(none)' : clipToWidth(printableLine(value), longestValue);
}
