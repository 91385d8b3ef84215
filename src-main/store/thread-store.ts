import type { Thread } from '../contracts/model/thread';
import type { CheckReport } from '../contracts/audit';
import type { GitHistory } from '../contracts/git';
import type { HomeDescription } from '../contracts/model/home';
import type { ReplayedUsage } from '../contracts/model/usage';
import type * as t from './types';

/**
 * The storage contract between ThreadManager and whatever holds the threads.
 *
 * Async, with serialisable parameters, so that it can stand behind a process boundary. Reading is
 * always there; everything that writes is a capability, found by asking for it (`store.live`), never
 * by a thrown "unsupported". Paths never cross it. Rejections are `StoreError`s.
 */
export interface ThreadStore {
  /** What lies at the home; never fails for a missing or unreadable one. */
  describeHome(): Promise<HomeDescription>;

  /** A page of threads, newest or oldest first. `invalid_request` for a bad cursor. */
  listThreads(params: t.ListThreadsParams): Promise<t.ThreadPage>;

  /** One thread without turns, with segments and damage. `thread_not_found` when nothing holds the id. */
  readThread(params: t.ReadThreadParams): Promise<Thread>;

  /** Turns with their whole items, unclipped, for callers outside the window. */
  listTurns(params: t.ListTurnsParams): Promise<t.TurnPage>;

  /** Turns without items; answers with what is scanned so far and goes on in the background. */
  outline(params: t.OutlineParams): Promise<t.Outline>;

  /** Items by place, clipped for the window. `stale` when the revision is gone. */
  items(params: t.ItemsParams): Promise<t.ItemsPage>;

  /** A slice of one clipped string. */
  text(params: t.TextParams): Promise<t.TextSlice>;

  /** The bytes of one embedded image. `too_large` and `damaged` per S-24. */
  media(params: t.MediaParams): Promise<t.Media>;

  /** Items that hold a text, whole strings searched, a stretch of the flat list at a time. `stale` as above. */
  find(params: t.FindParams): Promise<t.FoundItems>;

  /** A slice of one record's raw bytes. */
  record(params: t.RecordParams): Promise<t.RecordSlice>;

  /** Every value that a thread's git fields have or had, and where each stands, oldest first. */
  gitHistory(params: { threadId: string }): Promise<GitHistory>;

  /** What a resume would replay as token usage. */
  replayUsage(params: { threadId: string }): Promise<ReplayedUsage>;

  /**
   * Reads every byte of a thread's files and reports what was skipped: at most `damageLimit` places (1,000 when
   * absent), and how many more there are.
   */
  check(params: t.CheckParams): Promise<CheckReport>;

  /** Tells of changes under the home and of scans going on. */
  subscribe(listener: (event: t.StoreEvent) => void): t.Unsubscribe;

  /** Stops the watcher and closes Skein's own index. Idempotent. */
  close(): Promise<void>;

  /** Capabilities of the writing half; absent where a store cannot do it. */
  readonly live?: LiveWriting;
  readonly metadata?: MetadataWriting;
  readonly shelf?: ShelfWriting;
  readonly branching?: Branching;
  readonly edits?: Editing;
}

/** Writers of loaded threads (thread-store.md 3.3). Append is raw: it never infers metadata. */
export interface LiveWriting {
  createThread(params: t.CreateThreadParams): Promise<void>;
  resumeThread(params: t.ResumeThreadParams): Promise<void>;
  /** Durable before it returns. */
  appendItems(params: { threadId: string; items: t.RolloutItem[] }): Promise<void>;
  persistThread(params: { threadId: string }): Promise<void>;
  flushThread(params: { threadId: string }): Promise<void>;
  shutdownThread(params: { threadId: string }): Promise<void>;
  discardThread(params: { threadId: string }): Promise<void>;
}

/** The one way to change metadata: a literal patch (thread-store.md 3.7). */
export interface MetadataWriting {
  updateThreadMetadata(params: t.UpdateThreadMetadataParams): Promise<Thread>;
}

/** Archive, unarchive, delete (thread-store.md 3.8, 3.9). */
export interface ShelfWriting {
  archiveThread(params: { threadId: string }): Promise<void>;
  unarchiveThread(params: { threadId: string }): Promise<Thread>;
  deleteThread(params: { threadId: string }): Promise<void>;
}

/** Forks and reverts (thread-store.md 7.2). */
export interface Branching {
  prepareFork(params: { threadId: string; boundary: t.ForkBoundary }): Promise<t.PreparedFork>;
  /** Lets the source go again without a fork. Nothing when it was used or released before. */
  releaseFork(params: { forkId: string }): Promise<void>;
  revertThread(params: { threadId: string; beforeTurnId: string }): Promise<void>;
}

/**
 * Edits by the user: each is planned, applied where the old values still stand, journalled, and can be undone.
 *
 * A thread that is loaded here for writing, or anywhere else, is refused while it is.
 */
export interface Editing {
  /** What the request would change; writes nothing. `invalid_request` names what is wrong with it. */
  plan(params: { request: t.ParsedEditRequest }): Promise<t.EditPlan>;
  /** `stale` when the plan is gone. */
  entries(params: t.PlanEntriesParams): Promise<t.PlanEntries>;
  /** Threads are done one by one: one that fails leaves the others alone. `stale` when the plan is gone. */
  apply(params: { planId: string }): Promise<t.EditOutcome>;
  drop(params: { planId: string }): Promise<void>;
  journal(params: t.JournalParams): Promise<t.Journal>;
  /** `invalid_request` for a batch that there is not. */
  batch(params: t.BatchParams): Promise<t.BatchPage>;
  writer(params: { threadId: string }): Promise<t.WriterState>;
  bin(): Promise<t.Bin>;
  /** What was removed. */
  emptyBin(): Promise<t.Bin>;
  readDraft(params: { threadId: string }): Promise<t.Draft>;
  saveDraft(params: t.SaveDraftParams): Promise<void>;
}
