import { rolloutLine, type WrittenItem } from '../../../history/write/rollout-line';
import { StoreError } from '../../errors';
import type { AppendFile } from '../write/append-file';
import type { HomeWriter } from '../write/home-writer';
import type { WrittenDialect } from '../../../history/write/is-persisted';
import { lastOrdinal } from './last-ordinal';
import { type Batch, batchOf, linesWritten } from './line-batch';

/** What a rollout that is not there yet begins with. */
export interface NewRollout {
  header: WrittenItem;
  /** Null in the legacy dialect. */
  ordinal: number | null;
  /** What a fork takes over, behind the header; asked for again when a try failed. */
  content?: () => AsyncIterable<Uint8Array>;
}

export interface RecorderOptions {
  threadId: string;
  /** Relative to the home, without `.zst`. */
  file: string;
  dialect: WrittenDialect;
  /** Null: the file is there. */
  start: NewRollout | null;
  writer: HomeWriter;
  now: () => Date;
}

/**
 * The queue of one rollout (thread-store.md 3.1): items wait until the file is made, and are taken out of the queue only
 * when they are durable, so that after a failure exactly the rest waits for the next try.
 *
 * Whoever has it holds the writer lock of the thread. Rejections are StoreErrors; after `shutdown` and `discard`
 * everything is `thread_not_found`.
 */
export class Recorder {
  readonly file: string;
  readonly dialect: WrittenDialect;
  readonly #options: RecorderOptions;
  #start: NewRollout | null;
  /** The header as it is written, the same in every try. */
  #firstLine: Buffer | null = null;
  #open: { file: AppendFile; nextOrdinal: number | null } | null = null;
  #waiting: { item: WrittenItem; timestamp: string }[] = [];
  /** Written without knowing how much of it got to the disk. */
  #unsure: Batch | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.file = options.file;
    this.dialect = options.dialect;
    this.#start = options.start;
  }

  /** False as long as nothing of the thread is on disk. */
  get isThere(): boolean {
    return this.#start === null;
  }

  /** Queues items; they are written by the next barrier. */
  add(items: readonly WrittenItem[]): void {
    this.#check();
    const timestamp = this.#options.now().toISOString();
    for (const item of items) this.#waiting.push({ item, timestamp });
  }

  /** Makes the file, also when nothing waits, and writes what waits. */
  persist(): Promise<void> {
    return this.#inTurn(() => this.#write());
  }

  /** Writes what waits; makes no file for nothing. */
  flush(): Promise<void> {
    return this.#inTurn(() => this.#flush());
  }

  /** Writes what waits and closes. When that fails the recorder lives on, to be tried again. */
  shutdown(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#flush();
      this.#isClosed = true;
      await this.#close();
    });
  }

  /** Forgets what waits and closes. What is durable stays. */
  discard(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = [];
    return this.#after(() => this.#close());
  }

  /** Lets others change the file: between two writes, with the file closed and looked at anew afterwards. */
  aside<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.#flush();
      await this.#close();
      return work();
    });
  }

  async #flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#write();
  }

  async #write(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#make();
        while (this.#waiting.length > 0) await this.#writeBatch();
        return;
      } catch (error) {
        // The next try opens the file anew.
        await this.#close();
        if (attempt === 2 || this.#isClosed) throw error;
      }
    }
  }

  async #make(): Promise<void> {
    if (this.#start === null) return;
    const { header, ordinal, content } = this.#start;
    this.#firstLine ??= Buffer.from(
      `${rolloutLine(header, this.#options.now().toISOString(), ordinal)}\n`,
      'utf8',
    );
    const firstLine = this.#firstLine;
    async function* whole() {
      yield firstLine;
      if (content) yield* content();
    }
    try {
      await this.#options.writer.create(this.file, whole());
    } catch (error) {
      // A try before may have made it without being able to say so.
      if (!(error instanceof StoreError && error.code === 'conflict' && (await this.#isMade(firstLine))))
        throw error;
    }
    this.#start = null;
  }

  async #isMade(firstLine: Uint8Array): Promise<boolean> {
    const file = await this.#options.writer.openForAppend(this.file);
    try {
      const found = new Uint8Array(firstLine.length);
      return (await file.read(found, 0)) === found.length && Buffer.from(found).equals(firstLine);
    } finally {
      await file.close();
    }
  }

  async #writeBatch(): Promise<void> {
    const open = await this.#opened();
    if (this.#waiting.length === 0) return;
    const batch = batchOf(this.#waiting, {
      at: open.file.size,
      newlineFirst: !open.file.endsWithNewline,
      ordinal: open.nextOrdinal,
    });
    this.#unsure = batch;
    await open.file.append(batch.bytes);
    this.#unsure = null;
    this.#waiting.splice(0, batch.lineEnds.length);
    if (open.nextOrdinal !== null) open.nextOrdinal += batch.lineEnds.length;
  }

  async #opened(): Promise<{ file: AppendFile; nextOrdinal: number | null }> {
    if (this.#open) return this.#open;
    const file = await this.#options.writer.openForAppend(this.file);
    try {
      if (this.#unsure) {
        const written = await linesWritten(this.#unsure, file);
        // They are there, but perhaps not yet on the disk.
        if (written > 0) await file.append(new Uint8Array());
        this.#waiting.splice(0, written);
        this.#unsure = null;
      }
      const nextOrdinal = this.dialect === 'paginated' ? (await lastOrdinal(file)) + 1 : null;
      this.#open = { file, nextOrdinal };
      return this.#open;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What was acknowledged is synced: that a descriptor cannot be closed well takes nothing away. */
  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.file.close().catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#after(() => {
      this.#check();
      return work();
    });
  }

  #after<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  #check(): void {
    if (this.#isClosed) {
      throw new StoreError('thread_not_found', `thread not found: ${this.#options.threadId}`);
    }
  }
}
