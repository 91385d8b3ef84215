import type { Thread, ThreadSummary } from '@contracts/model/thread';
import type { Client } from '../../app/client';
import { ClientError } from '../../app/client-error';

export interface Collection {
  threads: readonly ThreadSummary[];
  /** `first`: nothing was answered yet; `more`: pages are on their way; `complete`: all are there. */
  phase: 'first' | 'more' | 'complete';
  /** The store still looks at files: more may come by events. */
  refreshing: boolean;
  /** Why the newest load failed; the rows of an earlier one stay. */
  error: ClientError | null;
}

/** Puts rows back as they were before they were assumed to be different; without ids: all of them. */
export type PutBack = (threadIds?: Iterable<string>) => void;

const pageSize = 500;
/** Changes of more threads at once are cheaper to list anew than to read one by one. */
const manyThreads = 50;
/** Events come in bursts while a thread is written; they are gathered for this long. */
const gatherMs = 200;

const nothing: Collection = { threads: [], phase: 'first', refreshing: false, error: null };

/** The old object when nothing in it changed, so that whatever was worked out from it holds. */
function keep(old: ThreadSummary | undefined, fresh: ThreadSummary): ThreadSummary {
  return old && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
}

/** True when the store answered with everything that a row of the list has. */
function isSummary(thread: Thread): thread is ThreadSummary {
  return thread.archived !== undefined && thread.hidden !== undefined && thread.sizeBytes !== undefined;
}

/** A thread that was read as a row of the list; null when the store left additions out. */
function asSummary({ segments: _segments, damage: _damage, ...thread }: Thread): ThreadSummary | null {
  return isSummary(thread) ? { ...thread, turns: [] } : null;
}

/**
 * All rows of the home: listed page by page, then kept up to date by what main says has changed.
 *
 * Subscribers see the first page at once, the rest as it comes; a later load replaces the rows when it is complete.
 */
export class ThreadCollection {
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  #state = nothing;
  #load = 0;
  #gathered: Set<string> | 'all' = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly getState = (): Collection => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Lists all pages. A newer load makes this one end without a word. */
  async load(): Promise<void> {
    this.#load += 1;
    const load = this.#load;
    const old = new Map(this.#state.threads.map((thread) => [thread.id, thread]));
    const isFirst = old.size === 0;
    const threads = new Map<string, ThreadSummary>();
    let shown = 0;
    let cursor: string | undefined;
    try {
      do {
        const page = await this.#client.threadsList({
          sortKey: 'recency_at',
          sortDirection: 'desc',
          limit: pageSize,
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (load !== this.#load) return;
        for (const thread of page.data) threads.set(thread.id, keep(old.get(thread.id), thread));
        cursor = page.nextCursor ?? undefined;
        const { refreshing } = page;
        if (cursor === undefined)
          this.#publish({ threads: [...threads.values()], phase: 'complete', refreshing, error: null });
        // Each time it has doubled: showing every page would sort the whole list again and again.
        else if (isFirst && threads.size >= shown * 2) {
          shown = threads.size;
          this.#publish({ threads: [...threads.values()], phase: 'more', refreshing, error: null });
        }
      } while (cursor !== undefined);
    } catch (error) {
      if (load === this.#load) this.#publish({ ...this.#state, error: ClientError.from(error) });
    }
  }

  /** Takes note of changed threads, null = any; they are read a moment later, together. */
  changed(threadIds: readonly string[] | null): void {
    if (threadIds === null) this.#gathered = 'all';
    else if (this.#gathered !== 'all') for (const id of threadIds) this.#gathered.add(id);
    this.#schedule();
  }

  /**
   * Shows rows as an edit will leave them (null: gone). What is read later wins over it; a row that was read since is
   * not put back.
   */
  assume(changes: ReadonlyMap<string, Partial<ThreadSummary> | null>): PutBack {
    const threads = new Map(this.#state.threads.map((thread) => [thread.id, thread]));
    const before = new Map<string, { old: ThreadSummary; shown: ThreadSummary | null }>();
    for (const [id, change] of changes) {
      const old = threads.get(id);
      if (!old) continue;
      const shown = change && { ...old, ...change };
      before.set(id, { old, shown });
      if (shown) threads.set(id, shown);
      else threads.delete(id);
    }
    if (before.size > 0) this.#publish({ ...this.#state, threads: [...threads.values()] });
    return (threadIds = before.keys()) => {
      const now = new Map(this.#state.threads.map((thread) => [thread.id, thread]));
      for (const id of threadIds) {
        const change = before.get(id);
        if (change && (now.get(id) ?? null) === change.shown) now.set(id, change.old);
      }
      this.#publish({ ...this.#state, threads: [...now.values()] });
    };
  }

  /** Stops everything; nothing is published afterwards. */
  dispose(): void {
    this.#load += 1;
    this.#listeners.clear();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#busy || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#catchUp();
    }, gatherMs);
  }

  async #catchUp(): Promise<void> {
    const gathered = this.#gathered;
    this.#gathered = new Set();
    this.#busy = true;
    if (gathered === 'all' || gathered.size > manyThreads || this.#state.phase !== 'complete')
      await this.load();
    else await this.#readAgain([...gathered]);
    this.#busy = false;
    if (this.#isBehind()) this.#schedule();
  }

  #isBehind(): boolean {
    return this.#gathered === 'all' || this.#gathered.size > 0;
  }

  async #readAgain(ids: string[]): Promise<void> {
    const load = this.#load;
    const answers = await Promise.all(
      ids.map((threadId) =>
        this.#client.threadsRead({ threadId }).then(
          (thread) => asSummary(thread),
          (error: unknown) => ClientError.from(error),
        ),
      ),
    );
    if (load !== this.#load) return;
    const gone = (answer: unknown) => answer instanceof ClientError && answer.code === 'thread_not_found';
    // Whatever else went wrong, the list itself knows best.
    if (answers.some((answer) => answer === null || (answer instanceof ClientError && !gone(answer))))
      return this.load();
    const threads = new Map(this.#state.threads.map((thread) => [thread.id, thread]));
    ids.forEach((id, at) => {
      const answer = answers[at];
      if (answer && !(answer instanceof ClientError)) threads.set(id, keep(threads.get(id), answer));
      else threads.delete(id);
    });
    this.#publish({ ...this.#state, threads: [...threads.values()] });
  }

  #publish(state: Collection): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
