import type { Review } from '../contracts/model/edit';
import type { Thread } from '../contracts/model/thread';
import type { RolloutItem, ThreadMetadataPatch } from '../store/types';

/** Everything that can be asked of a loaded thread. Operations of one thread are done one after the other. */
export type ThreadOperation =
  /** Items in the dialect of the thread; what that dialect does not keep is left out by the store. */
  | { kind: 'append'; items: RolloutItem[] }
  /** Legacy threads: takes the last turns out of the model's view by a marker; nothing is removed. */
  | { kind: 'rollback'; turns: number }
  /** What a reviewer found, as Codex's own reviewer writes it. */
  | { kind: 'review'; review: Review }
  | { kind: 'set-name'; name: string | null }
  | { kind: 'update-metadata'; patch: ThreadMetadataPatch; includeArchived?: boolean }
  | { kind: 'shutdown' };

/** What an operation answers. */
export interface OperationResults {
  append: null;
  /** The whole thread as it is then, with its turns. */
  rollback: Thread;
  review: null;
  'set-name': Thread;
  'update-metadata': Thread;
  shutdown: null;
}

/** What a loaded thread tells those who follow it, in the order in which it happened. */
export type ThreadEvent =
  | { type: 'items-appended'; count: number }
  | { type: 'status-changed'; status: ThreadStatus }
  | { type: 'metadata-updated'; thread: Thread }
  | { type: 'rolled-back'; turns: number }
  | { type: 'shutdown' };

/** As the app-server tells it; `active` while a turn was begun and not ended. */
export type ThreadStatus = { type: 'idle' } | { type: 'active' } | { type: 'notLoaded' };
