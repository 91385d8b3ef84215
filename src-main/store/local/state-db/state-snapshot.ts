import type { Thread } from '../../../contracts/model/thread';
import type { ThreadRow } from './thread-row';

/** A section that the user sorted threads into, in the app-server's shape: id, name, appearance. */
export type ThreadSection = NonNullable<Thread['section']>;

/** What Skein takes from state_5.sqlite, at one moment. Parts that did not change are the same objects as before. */
export interface StateSnapshot {
  rows: ReadonlyMap<string, ThreadRow>;
  /** Columns that `threads` has, so that NULL can be told from unknown. */
  columns: ReadonlySet<string>;
  sections: ReadonlyMap<string, ThreadSection>;
  /** Parent of each spawned thread. */
  spawnParents: ReadonlyMap<string, string>;
  /** Highest applied migration, null when the database does not tell. */
  schemaVersion: number | null;
}
