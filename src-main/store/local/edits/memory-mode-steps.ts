import { memoryModeUpdate } from '../../../history/write/session-meta';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import { fileMetadata } from './file-metadata';
import { appendStep, legacyLine, ownHeader } from './legacy-line';
import type { ThreadFacts } from './thread-facts';

/** `enabled` when nothing says otherwise. */
export async function storedMemoryMode(
  { row, current }: ThreadFacts,
  { reader }: StepPlaces,
): Promise<string> {
  const stored = row ? row.memoryMode : current && (await fileMetadata(reader, current)).memoryMode;
  return stored ?? 'enabled';
}

/** The header line of a legacy thread again, without git, with another memory mode. */
export async function memoryModeLine(
  facts: ThreadFacts,
  after: string,
  places: StepPlaces,
  now: Date,
): Promise<string> {
  return legacyLine(memoryModeUpdate(await ownHeader(facts, places), after), now);
}

/** The steps to another memory mode (formats.md 4.4): a legacy header line without git, and the row. */
export async function memoryModeSteps(
  facts: ThreadFacts,
  after: string,
  places: StepPlaces,
  now: Date,
): Promise<Step[]> {
  const { threadId, current, row } = facts;
  const steps: Step[] = [];
  if (facts.summary.format === 'legacy' && current) {
    steps.push(await appendStep(places, current.file, [await memoryModeLine(facts, after, places, now)]));
  }
  if (row && facts.columns.has('memory_mode')) {
    steps.push({
      ...{ kind: 'update-row', database: 'state', threadId },
      ...{ before: { memory_mode: row.memoryMode }, after: { memory_mode: after } },
    });
  }
  return steps;
}
