import { StoreError } from '../../errors';
import type { LiveWriting } from '../../thread-store';
import type { CreateThreadParams, ResumeThreadParams, ThreadPersistenceMetadata } from '../../types';
import type { ThreadLock, ThreadLocks } from '../locks/thread-locks';
import { isPersisted } from '../../../history/write/is-persisted';
import type { Recorder } from '../recorder/recorder';

export interface LiveParts {
  locks: ThreadLocks;
  /** A recorder for a thread that has no file yet. Called with the thread locked. */
  create(params: CreateThreadParams): Promise<Recorder>;
  /** A recorder for the file that a thread goes on in. Called with the thread locked. */
  resume(params: ResumeThreadParams): Promise<Recorder>;
  /** A file of a thread, relative to the home, may have been made or written to. */
  onWritten(threadId: string, file: string): void;
  /** After a barrier: the row is to name the file that the thread is in. Never rejects. */
  syncPath(threadId: string, file: string): Promise<void>;
}

interface Writer {
  recorder: Recorder;
  lock: ThreadLock;
}

/**
 * The threads that this store has open for writing, at most one writer for each, whose lock it holds for as long
 * (thread-store.md 3.3).
 */
export class LiveThreads implements LiveWriting {
  readonly #parts: LiveParts;
  /** Null while a writer is being opened. */
  readonly #writers = new Map<string, Writer | null>();
  /** Locks on their way to being released: whoever opens the thread next waits for that. */
  readonly #releasing = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  createThread = (params: CreateThreadParams): Promise<void> =>
    this.#open(params.threadId, params.metadata, () => this.#parts.create(params));

  resumeThread = (params: ResumeThreadParams): Promise<void> =>
    this.#open(params.threadId, params.metadata, () => this.#parts.resume(params));

  appendItems: LiveWriting['appendItems'] = async ({ threadId, items }) => {
    const { recorder } = this.#writer(threadId);
    const persisted = items.filter((item) => isPersisted(item, recorder.dialect));
    if (persisted.length === 0) return;
    recorder.add(persisted);
    await recorder.flush().finally(() => this.#told(threadId, recorder));
  };

  persistThread: LiveWriting['persistThread'] = ({ threadId }) =>
    this.#barrier(threadId, (recorder) => recorder.persist());

  flushThread: LiveWriting['flushThread'] = ({ threadId }) =>
    this.#barrier(threadId, (recorder) => recorder.flush());

  shutdownThread: LiveWriting['shutdownThread'] = async ({ threadId }) => {
    const writer = this.#writer(threadId);
    await this.#barrier(threadId, (recorder) => recorder.shutdown());
    await this.#remove(threadId, writer);
  };

  discardThread: LiveWriting['discardThread'] = async ({ threadId }) => {
    const writer = this.#writers.get(threadId);
    if (!writer) return;
    this.#writers.delete(threadId);
    await this.#release(threadId, discarded(writer));
  };

  /**
   * Runs work on a thread's files while nobody else writes to them: between two writes of the thread's live
   * writer, or under a lock that is taken for it. What waits in the writer is written first, and its file made: pass
   * `makesFile` false to leave a thread without one as it is.
   */
  async aside<Result>(threadId: string, work: () => Promise<Result>, makesFile = true): Promise<Result> {
    const writer = this.#writers.get(threadId);
    if (!writer) return this.#parts.locks.withThreadLocks([threadId], work);
    const { recorder } = writer;
    try {
      if (makesFile) await recorder.persist();
      return await recorder.aside(work);
    } finally {
      this.#told(threadId, recorder);
    }
  }

  /** Shuts all writers down; what cannot be written is given up, and all locks are released. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const threadIds = [...this.#writers.keys()];
    await Promise.all(
      threadIds.map(async (threadId) => {
        if (this.#writers.get(threadId) === null) return;
        await this.shutdownThread({ threadId }).catch(() => this.discardThread({ threadId }));
      }),
    );
  }

  async #open(
    threadId: string,
    metadata: ThreadPersistenceMetadata,
    recorderOf: () => Promise<Recorder>,
  ): Promise<void> {
    if (this.#writers.has(threadId)) {
      throw new StoreError('invalid_request', `thread ${threadId} already has a live local writer`);
    }
    if (metadata.cwd === null) {
      throw new StoreError('invalid_request', 'local thread store requires a cwd');
    }
    this.#writers.set(threadId, null);
    let lock: ThreadLock | null = null;
    try {
      await this.#releasing.get(threadId)?.catch(() => undefined);
      lock = await this.#parts.locks.lock(threadId);
      const recorder = await recorderOf();
      if (this.#isClosed) throw new StoreError('store_unavailable', 'The store is closed.');
      this.#writers.set(threadId, { recorder, lock });
    } catch (error) {
      this.#writers.delete(threadId);
      await lock?.release();
      throw error;
    }
  }

  #writer(threadId: string): Writer {
    const writer = this.#writers.get(threadId);
    if (!writer) throw new StoreError('thread_not_found', `thread not found: ${threadId}`);
    return writer;
  }

  async #barrier(threadId: string, work: (recorder: Recorder) => Promise<void>): Promise<void> {
    const { recorder } = this.#writer(threadId);
    await work(recorder).finally(() => this.#told(threadId, recorder));
    if (recorder.isThere) await this.#parts.syncPath(threadId, recorder.file);
  }

  #told(threadId: string, { isThere, file }: Recorder): void {
    if (isThere) this.#parts.onWritten(threadId, file);
  }

  async #remove(threadId: string, writer: Writer): Promise<void> {
    if (this.#writers.get(threadId) === writer) this.#writers.delete(threadId);
    await this.#release(threadId, writer.lock.release());
  }

  async #release(threadId: string, released: Promise<void>): Promise<void> {
    this.#releasing.set(threadId, released);
    try {
      await released;
    } finally {
      if (this.#releasing.get(threadId) === released) this.#releasing.delete(threadId);
    }
  }
}

async function discarded({ recorder, lock }: Writer): Promise<void> {
  try {
    await recorder.discard();
  } finally {
    await lock.release();
  }
}
