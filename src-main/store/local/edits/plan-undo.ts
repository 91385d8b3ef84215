import type { FieldChange } from '../../../contracts/model/edit';
import type { EntryRecord } from '../journal/journal-entry';
import { lookAtSteps } from '../steps/run-steps';
import { describeStep } from '../steps/step-table';
import { inverseSteps } from './inverse-steps';
import { refused, refusedThread } from './planned-thread';
import type { PlannedThread, Planner, PlanSources, RequestOf } from './planner';
import { undoMadeFile } from './undo-made-file';
import { isMetadataEntry, undoMetadata } from './undo-metadata';
import { unique } from './unique';

const reasons: Partial<Record<EntryRecord['state'], string>> = {
  undone: 'It was undone already.',
  failed: 'It was not done.',
  begun: 'It was interrupted, or goes on in another window.',
};

/** Takes a batch of the journal back, or some threads of it, last one first. */
export const planUndo: Planner<RequestOf<'undo'>> = {
  label: ({ batchId }, { journal }) => undoLabel(journal.record(batchId)),
  threadIds({ batchId, threadIds }, { journal }) {
    if (threadIds) return unique(threadIds);
    const entries = journal.entries(batchId).toReversed();
    return entries.filter(({ state }) => state === 'applied').map(({ threadId }) => threadId);
  },
  async planThread(threadId, { batchId }, sources) {
    const entry = sources.journal.entries(batchId, threadId)[0];
    if (!entry) {
      const thread = { threadId, title: sources.title(threadId) };
      return refusedThread(thread, refused('not_in_batch', 'The batch did not change this thread.'));
    }
    const fields = entry.fields.map(({ field, before, after }): FieldChange => {
      return { field, before: after, after: before };
    });
    const reason = reasons[entry.state];
    if (reason) return { ...refusedThread(entry, refused(`is_${entry.state}`, reason)), fields };
    if (isMetadataEntry(entry)) return undoMetadata(entry, fields, sources);
    const planned = await undoSteps(entry, sources);
    return { ...planned, fields, locks: entry.locks };
  },
};

/** To undo an undo is to do it again. */
function undoLabel({ kind, label }: { kind: string; label: string }): string {
  const [, verb, what] = /^(Undo|Redo): (.*)$/s.exec(label) ?? [];
  if (kind !== 'undo' || what === undefined) return `Undo: ${label}`;
  return `${verb === 'Undo' ? 'Redo' : 'Undo'}: ${what}`;
}

async function undoSteps(entry: EntryRecord, sources: PlanSources): Promise<PlannedThread> {
  const { threadId, title } = entry;
  const made = entry.steps.find((step) => step.kind === 'create-rollout');
  if (made) {
    const { newThreadId } = sources.journal.record(entry.batchId);
    const { steps, problem } = await undoMadeFile(entry, made, newThreadId, sources);
    return problem ? refusedThread(entry, problem) : { threadId, title, fields: [], problems: [], steps };
  }
  const steps = inverseSteps(entry.steps, sources.places);
  const states = await lookAtSteps(steps, sources.places);
  const other = steps.find((_step, n) => states[n] !== 'before');
  if (other) {
    const { place } = describeStep(other);
    return refusedThread(entry, refused('changed_since', `${place} was changed since.`));
  }
  return { threadId, title, fields: [], problems: [], steps };
}
