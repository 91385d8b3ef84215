import type { JournalBatch, JournalEntry } from '../../../contracts/model/edit';

/** The state of a batch from those of its entries. @param isFinished no further entries follow */
export function batchState(
  counts: Readonly<Record<JournalEntry['state'], number>>,
  isFinished: boolean,
): JournalBatch['state'] {
  const { begun, applied, failed, undone } = counts;
  if (undone > 0) return applied === 0 && begun === 0 ? 'undone' : 'partly-undone';
  if (begun > 0 || !isFinished) return 'interrupted';
  if (applied === 0) return 'failed';
  return failed > 0 ? 'partly-applied' : 'applied';
}
