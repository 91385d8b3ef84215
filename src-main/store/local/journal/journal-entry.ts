import type { FieldChange, JournalEntry, PlannedWrite } from '../../../contracts/model/edit';
import type { Failure } from '../../../contracts/result';
import type { Step } from '../steps/step';

/** What a batch is about to do, or did, to one thread. */
export interface EntryRecord {
  batchId: string;
  threadId: string;
  title: string;
  state: JournalEntry['state'];
  fields: FieldChange[];
  writes: PlannedWrite[];
  steps: Step[];
  /** Threads that are locked while it is done. */
  locks: string[];
  error: Failure | null;
  /** The batch that undid it last. */
  undoneBy: string | null;
}

/** The head of a batch, written with its first entry. */
export interface BatchRecord {
  batchId: string;
  kind: string;
  label: string;
  atMs: number;
  by: string;
  undoes: string | null;
  newThreadId: string | null;
  /** Threads that it is to change. */
  total: number;
}
