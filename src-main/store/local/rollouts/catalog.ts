import type { Damage, RecordRef } from '../../../contracts/model/record';
import type { ThreadMetadata } from '../../../history/thread-metadata';
import type { SessionHead } from '../../../history/types';

/** One physical rollout file, as far as it is known without reading all of it. Immutable: a change makes a new one. */
export interface RolloutFile {
  /** Last UUID of the file name; names this physical file. */
  rolloutId: string;
  /** Thread that the file belongs to: the id in its first session_meta, else the first UUID of the name. */
  threadId: string;
  /** First UUID of the file name; differs from `threadId` only when somebody renamed or edited the file. */
  nameThreadId: string;
  /** Absolute path on disk, with `.zst` when only that exists. */
  path: string;
  /** Relative to the Codex home, `/` as separator, with `.zst` when only that exists; for messages. */
  file: string;
  /** Absolute path without `.zst`: what Codex's database and API call the file. */
  logicalPath: string;
  archived: boolean;
  compressed: boolean;
  /** Bytes on disk. */
  size: number;
  mtimeMs: number;
  /** Device and inode as text `dev:ino`: equal for hard links. */
  inode: string;
  /** `YYYY-MM-DDTHH-MM-SS` of the name: local time of whoever created the file. */
  nameTime: string;
  /** `nameTime` read as if it were UTC, in ms: upstream's sort key (formats.md 1.2). */
  nameTimeMs: number;
  /**
   * The first session_meta, its long texts (over 4 KiB of JSON each) left out; null when the file has
   * none, cannot be read, or was not looked at yet (`headRead` tells).
   */
  head: SessionHead | null;
  /** The line that `head` comes from. */
  headRecord: RecordRef | null;
  /** What the first records imply, completed by the full scan; null like `head`. */
  metadata: ThreadMetadata | null;
  /** True once the first records were read. */
  headRead: boolean;
  /** True when `metadata`, `turnCount` and `damage` come from a scan up to the present end of the file. */
  scanned: boolean;
  /** Turns of this file in the model's view; null until it was scanned once. */
  turnCount: number | null;
  damage: readonly Damage[];
}

export interface CatalogChange {
  /** Threads whose files changed, null for all of them. */
  threadIds: string[] | null;
}

/**
 * All rollout files below the home, kept in memory, filled from Skein's index at once and from the
 * disk behind it. Asking never waits for the disk.
 */
export interface RolloutCatalog {
  files(): readonly RolloutFile[];
  /** Files of one thread, oldest first by name. */
  ofThread(threadId: string): readonly RolloutFile[];
  /** The file that a `history_base` names; the active tree wins over the archive. */
  byRolloutId(rolloutId: string): RolloutFile | null;
  /** Looks at the disk again: names, stats and the heads of what changed. Calls at the same time share one pass. */
  refresh(): Promise<void>;
  /** Resolves when the names of all files are known, heads perhaps not yet. */
  listed(): Promise<void>;
  /** Resolves when the first refresh is done: from then on `files` misses nothing that was there at the start. */
  settled(): Promise<void>;
  readonly refreshing: boolean;
  onChange(listener: (change: CatalogChange) => void): () => void;
}
