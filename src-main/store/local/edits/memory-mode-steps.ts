import { memoryModeUpdate } from '../../../history/write/session-meta';
import { StoreError } from '../../errors';
import { wholeHeader } from '../branching/records-in';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import { fileMetadata } from './file-metadata';
import { appendStep, legacyLine } from './legacy-line';
import type { ThreadFacts } from './thread-facts';

/** `enabled` when nothing says otherwise. */
export async function storedMemoryMode(
  { row, current }: ThreadFacts,
  { reader }: StepPlaces,
): Promise<string> {
  const stored = row ? row.memoryMode : current && (await fileMetadata(reader, current)).memoryMode;
  return stored ?? 'enabled';
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
    const header = await wholeHeader(places.reader, current);
    if (header?.id !== threadId) throw new StoreError('conflict', 'rollout session metadata id mismatch');
    steps.push(await appendStep(places, current.file, [legacyLine(memoryModeUpdate(header, after), now)]));
  }
  if (row && facts.columns.has('memory_mode')) {
    steps.push({
      ...{ kind: 'update-row', database: 'state', threadId },
      ...{ before: { memory_mode: row.memoryMode }, after: { memory_mode: after } },
    });
  }
  return steps;
}
