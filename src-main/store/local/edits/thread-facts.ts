import type { ThreadSummary } from '../../../contracts/model/thread';
import type { RolloutFile } from '../rollouts/catalog';
import type { StateFailure } from '../state-db/state-failure';
import type { ThreadRow } from '../state-db/thread-row';
import type { Columns } from '../steps/step';

/** What a planner knows of one thread, as it is now. */
export interface ThreadFacts {
  threadId: string;
  /** Name or preview. */
  title: string;
  /** As the list shows it: origins without credentials. */
  summary: ThreadSummary;
  /** Null when the state database has none, or is not there. */
  row: ThreadRow | null;
  /** The row's columns as they are stored; null when an edit is only previewed. */
  stored: Columns | null;
  /** Columns of `threads`; none without a database. */
  columns: ReadonlySet<string>;
  stateDatabase: { state: 'ok' } | { state: 'absent' } | StateFailure;
  /** Its physical files with their present size and time, oldest first. */
  files: readonly RolloutFile[];
  /** The one that it goes on in; null when only a row is left. */
  current: RolloutFile | null;
}
