import { StoreError } from '../../errors';
import { errnoOf } from '../classify-error';
import type { Journal } from '../journal/journal';
import type { EntryRecord } from '../journal/journal-entry';
import type { ThreadLocks } from '../locks/thread-locks';
import { recoverSteps } from '../steps/recover-steps';
import type { Step } from '../steps/step';
import { describeStep } from '../steps/step-table';
import type { StepPlaces } from '../steps/step-work';
import { stepsFailure } from './apply-thread';
import { unique } from './unique';

export interface RecoveryParts {
  journal: Journal;
  locks: Pick<ThreadLocks, 'withThreadLocks'>;
  places: StepPlaces;
}

/** What was ended. */
export interface Recovered {
  batchIds: string[];
  threadIds: string[];
  steps: Step[];
}

/**
 * Ends every edit that a crash interrupted, finished or taken back. One whose threads are locked goes on in another Skein,
 * or waits for the next start.
 */
export async function recoverJournal(parts: RecoveryParts): Promise<Recovered> {
  const recovered: Recovered = { batchIds: [], threadIds: [], steps: [] };
  for (const entry of parts.journal.begun()) {
    try {
      const isOurs = await parts.locks.withThreadLocks(entry.locks, () => recoverEntry(entry, parts));
      if (!isOurs) continue;
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      // Locked by somebody, or home or journal cannot be read or written now: looked at again at the next start.
      continue;
    }
    recovered.batchIds.push(entry.batchId);
    recovered.threadIds.push(entry.threadId);
    recovered.steps.push(...entry.steps);
  }
  return { ...recovered, batchIds: unique(recovered.batchIds) };
}

/** Whether files or databases are the cause: that keeps nobody from opening the home. */
function isOfTheSystem(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof StoreError || code.startsWith('SQLITE_') || errnoOf(error) !== null;
}

/** False when another Skein ended it meanwhile. */
async function recoverEntry(entry: EntryRecord, { journal, places }: RecoveryParts): Promise<boolean> {
  const { batchId, threadId, steps } = entry;
  if (!journal.begun().some((one) => one.batchId === batchId && one.threadId === threadId)) return false;
  const outcome = await recoverSteps(steps, places);
  if (outcome === 'nothing') journal.dropped(batchId, threadId);
  else if (outcome.done) journal.applied(batchId, threadId);
  else journal.failed(batchId, threadId, stepsFailure(outcome.error, outcome.standing.map(describeStep)));
  return true;
}
