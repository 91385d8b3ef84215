import type { JournalBatch } from '../../contracts/model/edit';
import { StoreError } from '../../store/errors';
import type { Editing } from '../../store/thread-store';
import { onlyStart } from '../only-start';

/** Batches fetched at once. */
const pageSize = 200;

const undoable = new Set<JournalBatch['state']>([
  'applied',
  'partly-applied',
  'partly-undone',
  'interrupted',
]);

/**
 * The edit that the user means: the start of an id that only one of the journal has, or without one the last edit that
 * is not undone yet. `invalid_request` when there is none, and when there are several.
 */
export async function findBatch(edits: Editing, given: string | undefined): Promise<string> {
  const all: JournalBatch[] = [];
  for (;;) {
    const { batches, total } = await edits.journal({ from: all.length, count: pageSize });
    // An undo can be named to be undone; by itself the one before it is meant.
    const last = batches.find(({ kind, state }) => kind !== 'undo' && undoable.has(state));
    if (given === undefined && last) return last.batchId;
    const exact = batches.find(({ batchId }) => batchId === given);
    if (exact) return exact.batchId;
    all.push(...batches);
    if (batches.length === 0 || all.length >= total) break;
  }
  if (given === undefined) throw new StoreError('invalid_request', 'There is no edit that could be undone.');
  const candidates = all.map(({ batchId, label }) => ({ id: batchId, line: `${batchId}  ${label}` }));
  const found = onlyStart(candidates, given, { one: 'edit', many: 'edits', has: 'an id' });
  if (typeof found === 'string') throw new StoreError('invalid_request', found);
  return found.id;
}
