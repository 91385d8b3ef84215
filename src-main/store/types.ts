import type { InputOf, OutputOf } from '../contracts/channel';
import type { GitInfo, SourceKind, Thread, ThreadSummary } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import type {
  editsBatch,
  editsBin,
  editsEntries,
  editsJournal,
  editsReadDraft,
  editsSaveDraft,
} from '../contracts/edits';
import type {
  EditOutcome,
  EditPlan,
  ForkBoundary,
  ParsedEditRequest,
  WriterState,
} from '../contracts/model/edit';
import type {
  threadsFind,
  threadsItems,
  threadsOutline,
  threadsRecord,
  threadsText,
} from '../contracts/threads';

export type SortKey = 'created_at' | 'updated_at' | 'recency_at';
export type SortDirection = 'asc' | 'desc';

/** How a thread's turns are shown: exactly as the app-server does, or with everything that happened. */
export type HistoryView = 'upstream' | 'everything';

export interface ListThreadsParams {
  /** true: archived only, false: active only, absent: both. */
  archived?: boolean;
  sortKey: SortKey;
  sortDirection: SortDirection;
  /** Absent or empty: all sources (unlike the app-server, whose default is interactive only). */
  sourceKinds?: SourceKind[];
  /** Absent or empty: all providers. */
  modelProviders?: string[];
  /** Exact working directories; absent: all, empty: none. */
  cwd?: string[];
  /** Case-sensitive substring of name, title or preview. */
  searchTerm?: string;
  /** `<RFC3339>|<thread id>` of the last row, as 0.169 writes it. */
  cursor?: string;
  /** Absent: no limit. */
  limit?: number;
}

export interface ThreadPage {
  data: ThreadSummary[];
  nextCursor: string | null;
  /** True when a refresh from the files goes on behind this answer. */
  refreshing: boolean;
}

export interface ReadThreadParams {
  threadId: string;
  includeArchived: boolean;
}

export interface ListTurnsParams {
  threadId: string;
  view: HistoryView;
  cursor?: string;
  /** Absent: no limit. */
  limit?: number;
  sortDirection: SortDirection;
}

export interface TurnPage {
  turns: Turn[];
  nextCursor: string | null;
  backwardsCursor: string | null;
}

export type OutlineParams = InputOf<typeof threadsOutline>;
export type Outline = OutputOf<typeof threadsOutline>;
export type ItemsParams = InputOf<typeof threadsItems>;
export type ItemsPage = OutputOf<typeof threadsItems>;
export type TextParams = InputOf<typeof threadsText>;
export type TextSlice = OutputOf<typeof threadsText>;
export type FindParams = InputOf<typeof threadsFind>;
export type FoundItems = OutputOf<typeof threadsFind>;
export type RecordParams = InputOf<typeof threadsRecord>;
export type RecordSlice = OutputOf<typeof threadsRecord>;

export interface CheckParams {
  threadId: string;
  damageLimit?: number;
}

export interface MediaParams {
  threadId: string;
  revision: string;
  index: number;
  pointer: string;
}

/** Decoded bytes of an image; `mime` is told by the magic bytes, never by what the record claims. */
export interface Media {
  mime: string;
  bytes: Uint8Array;
}

/** What a store tells its owner without being asked. */
export type StoreEvent =
  | { type: 'threads-changed'; threadIds: string[] | null }
  | {
      type: 'thread-scanned';
      threadId: string;
      revision: string;
      turnCount: number;
      itemCount: number;
      changedFrom: number;
      complete: boolean;
      scannedBytes: number;
      totalBytes: number;
    }
  | { type: 'index-progress'; done: number; total: number }
  | { type: 'edit-progress'; planId: string; done: number; total: number }
  | { type: 'journal-changed'; reason: 'edited' | 'recovered' | 'put-back'; batchIds: string[] };

export type Unsubscribe = () => void;

// ---- writing half: the contract now, the implementations with the live half ----

/** Absent = leave, null = clear, value = set. */
export type Tri<T> = T | null | undefined;

export interface GitInfoPatch {
  sha?: Tri<string>;
  branch?: Tri<string>;
  originUrl?: Tri<string>;
}

/** One literal patch (thread-store.md 2.7): clearable fields take null, set-only ones do not. */
export interface ThreadMetadataPatch {
  name?: Tri<string>;
  threadSource?: Tri<string>;
  agentNickname?: Tri<string>;
  agentRole?: Tri<string>;
  agentPath?: Tri<string>;
  reasoningEffort?: Tri<string>;
  projectId?: Tri<string>;
  gitInfo?: GitInfoPatch;
  rolloutPath?: string;
  preview?: string;
  title?: string;
  modelProvider?: string;
  model?: string;
  createdAt?: Date;
  updatedAt?: Date;
  advanceRecencyAt?: Date;
  source?: Thread['source'];
  cwd?: string;
  cliVersion?: string;
  approvalMode?: string;
  permissionProfile?: unknown;
  tokensUsed?: number;
  firstUserMessage?: string;
  memoryMode?: 'enabled' | 'disabled';
}

export interface UpdateThreadMetadataParams {
  threadId: string;
  patch: ThreadMetadataPatch;
  includeArchived: boolean;
}

/** What both dialects need to open a writer; the local store requires a cwd. */
export interface ThreadPersistenceMetadata {
  cwd: string | null;
  modelProvider: string;
  memoryMode: 'enabled' | 'disabled';
}

/** thread-store.md 2.2. */
export interface CreateThreadParams {
  threadId: string;
  sessionId: string;
  forkedFromId: string | null;
  parentThreadId: string | null;
  source: Thread['source'];
  threadSource: string | null;
  originator: string;
  baseInstructions: unknown;
  dynamicTools: unknown[];
  historyMode: 'legacy' | 'paginated';
  historyBase: HistoryBase | null;
  gitInfo: GitInfo | null;
  metadata: ThreadPersistenceMetadata;
  /** A prepared fork: its items go into the new file before anything else; creating uses the reservation up. */
  forkId?: string;
}

export interface ResumeThreadParams {
  threadId: string;
  rolloutPath: string | null;
  includeArchived: boolean;
  metadata: ThreadPersistenceMetadata;
}

/** A rollout item as it is to be written: everything but timestamp and ordinal, which the recorder adds. */
export interface RolloutItem {
  type: string;
  payload: unknown;
}

/** Where a continuation file starts in its base (formats.md 2.3). */
export interface HistoryBase {
  rolloutId: string;
  endOrdinalExclusive: number;
  endByteOffset: number;
}

export type { ForkBoundary };

/** A fork made ready; the source can't be archived or deleted until it is released. */
export interface PreparedFork {
  /** Names the reservation: give it to `createThread`, or release it. */
  forkId: string;
  sourceThreadId: string;
  /** Null for a legacy source, whose lines are copied, and where nothing is inherited. */
  historyBase: HistoryBase | null;
  historyMode: 'legacy' | 'paginated';
  /** Inherited where the caller gives nothing: header fields of the source. */
  header: Record<string, unknown>;
  name: string | null;
}

// ---- edits: planned, journalled, undone ----

export type { EditOutcome, EditPlan, ParsedEditRequest, WriterState };
export type PlanEntries = OutputOf<typeof editsEntries>;
export type PlanEntriesParams = InputOf<typeof editsEntries>;
export type Journal = OutputOf<typeof editsJournal>;
export type JournalParams = InputOf<typeof editsJournal>;
export type BatchPage = OutputOf<typeof editsBatch>;
export type BatchParams = InputOf<typeof editsBatch>;
export type Bin = OutputOf<typeof editsBin>;
export type Draft = OutputOf<typeof editsReadDraft>;
export type SaveDraftParams = InputOf<typeof editsSaveDraft>;
