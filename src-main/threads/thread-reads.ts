import type { CheckReport } from '../contracts/audit';
import type { GitHistory } from '../contracts/git';
import type { HomeDescription } from '../contracts/model/home';
import type { Thread } from '../contracts/model/thread';
import type { ReplayedUsage } from '../contracts/model/usage';
import type { ThreadStore } from '../store/thread-store';
import type * as t from '../store/types';

/** Everything that can be asked of stored threads. Looking at a thread loads nothing: reads go to the current store. */
export abstract class ThreadReads {
  /** The store that is current now. */
  protected abstract get store(): ThreadStore;

  /** What lies at the home; never fails for a missing or unreadable one. */
  describeHome(): Promise<HomeDescription> {
    return this.store.describeHome();
  }

  /** A page of threads. `invalid_request` for a bad cursor. */
  list(params: t.ListThreadsParams): Promise<t.ThreadPage> {
    return this.store.listThreads(params);
  }

  /** One thread, archived or not, without its turns. `thread_not_found` when nothing holds the id. */
  read(threadId: string): Promise<Thread> {
    return this.store.readThread({ threadId, includeArchived: true });
  }

  /** Turns with their whole items, unclipped, for callers outside the window. */
  listTurns(params: t.ListTurnsParams): Promise<t.TurnPage> {
    return this.store.listTurns(params);
  }

  /** Turns without items; answers with what is scanned so far and goes on in the background. */
  outline(params: t.OutlineParams): Promise<t.Outline> {
    return this.store.outline(params);
  }

  /** Items by place, clipped for the window. `stale` when the revision is gone. */
  items(params: t.ItemsParams): Promise<t.ItemsPage> {
    return this.store.items(params);
  }

  /** A slice of one clipped string. */
  text(params: t.TextParams): Promise<t.TextSlice> {
    return this.store.text(params);
  }

  /** A slice of one record's raw bytes. */
  record(params: t.RecordParams): Promise<t.RecordSlice> {
    return this.store.record(params);
  }

  /** A stretch of the flat item list, searched for a text. */
  find(params: t.FindParams): Promise<t.FoundItems> {
    return this.store.find(params);
  }

  /** The bytes of one embedded image. */
  media(params: t.MediaParams): Promise<t.Media> {
    return this.store.media(params);
  }

  /** Every value that the git fields of a thread have or had. */
  gitHistory(threadId: string): Promise<GitHistory> {
    return this.store.gitHistory({ threadId });
  }

  /** What a resume would replay as token usage. */
  replayUsage(threadId: string): Promise<ReplayedUsage> {
    return this.store.replayUsage({ threadId });
  }

  /** Reads every byte of a thread's files and reports what was skipped. */
  check(threadId: string, damageLimit?: number): Promise<CheckReport> {
    return this.store.check({ threadId, ...(damageLimit !== undefined && { damageLimit }) });
  }
}
