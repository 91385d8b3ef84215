import { nameLinesOf } from '../steps/name-lines';
import type { Columns, Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import type { ThreadFacts } from './thread-facts';

/**
 * The steps to another name, null for none (observed.md 2): the row, and a line in the name index, which is where the
 * name of a legacy thread lasts. A name that goes leaves no line at all: an empty one is passed over by Codex's lists.
 *
 * @param title what a legacy row's title is set to; the name, or the first message, when absent
 */
export async function nameSteps(
  facts: ThreadFacts,
  name: string | null,
  places: StepPlaces,
  now: Date,
  title?: string,
): Promise<Step[]> {
  const { threadId, row, columns } = facts;
  const steps: Step[] = [];
  if (row) {
    const isColumn = facts.summary.format === 'paginated' && columns.has('name');
    const before: Columns = isColumn ? { name: row.name } : { title: row.title };
    const after: Columns = isColumn ? { name } : { title: title ?? name ?? row.firstUserMessage };
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      steps.push({ kind: 'update-row', database: 'state', threadId, before, after });
    }
  }
  const lines = await nameLinesOf(places.files, threadId);
  if (name === null) {
    if (lines.length > 0) steps.push({ kind: 'remove-names', threadId, lines });
  } else {
    const line = JSON.stringify({ id: threadId, thread_name: name, updated_at: now.toISOString() });
    steps.push({ kind: 'append-name', threadId, before: lines.at(-1) ?? null, line });
  }
  return steps;
}
