import type { Review } from '../contracts/model/edit';
import type { Thread } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import { reviewTurn } from '../history/write/review-turn';
import { StoreError } from '../store/errors';
import type { RolloutItem, ThreadMetadataPatch, Unsubscribe } from '../store/types';
import { cleanPatch } from './clean-patch';
import type { LiveThread } from './live-thread';
import { newId } from './new-id';
import { openTurnAfter } from './open-turn';
import { Permit } from './permit';
import type { OperationResults, ThreadEvent, ThreadOperation, ThreadStatus } from './thread-operation';
import { type ThreadSettings, unstoredThread } from './thread-settings';

/** What one loaded thread is made of. */
export interface CodexThreadParts {
  settings: ThreadSettings;
  /** Null: ephemeral. It lives in memory only: no path, in no list, nothing of it is stored. */
  live: LiveThread | null;
  /** Turns that an ephemeral fork starts with. */
  turns?: Turn[];
}

const noTurns = 'ephemeral threads do not support includeTurns';
const noMetadata = 'ephemeral thread does not support metadata updates';
const noRollback = 'thread rollback requires persisted thread history';

/** The handle of one loaded thread for everybody outside: submit operations, read, follow, shut down. */
export class CodexThread {
  readonly threadId: string;
  readonly settings: ThreadSettings;
  readonly #live: LiveThread | null;
  readonly #operations = new Permit();
  readonly #listeners = new Set<(event: ThreadEvent) => void>();
  readonly #items: RolloutItem[] = [];
  readonly #turns: Turn[];
  #openTurn: string | null = null;
  #rollingBack = false;
  #isRunning = true;

  constructor({ settings, live, turns = [] }: CodexThreadParts) {
    this.threadId = settings.threadId;
    this.settings = settings;
    this.#live = live;
    this.#turns = turns;
  }

  get isEphemeral(): boolean {
    return this.#live === null;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get status(): ThreadStatus {
    if (!this.#isRunning) return { type: 'notLoaded' };
    return { type: this.#openTurn === null ? 'idle' : 'active' };
  }

  /** What an ephemeral thread holds; of any other everything is in the store. */
  get memory(): { turns: readonly Turn[]; items: readonly RolloutItem[] } {
    return { turns: this.#turns, items: this.#items };
  }

  /** Does one operation when those before it are done. Rejects when the thread was shut down. */
  submit<Operation extends ThreadOperation>(
    operation: Operation,
  ): Promise<OperationResults[Operation['kind']]> {
    if (operation.kind === 'rollback' && this.#rollingBack) {
      return Promise.reject(invalid('rollback already in progress for this thread'));
    }
    if (operation.kind === 'rollback') this.#rollingBack = true;
    return this.#operations.hold(async () => {
      try {
        // Which result belongs to which kind is told by `OperationResults`; a switch does not narrow type parameters.
        return (await this.#perform(operation)) as OperationResults[Operation['kind']];
      } finally {
        if (operation.kind === 'rollback') this.#rollingBack = false;
      }
    });
  }

  /** The thread as it is now. One that has nothing stored yet is told by what it was made with. */
  async read({ includeTurns }: { includeTurns: boolean } = { includeTurns: false }): Promise<Thread> {
    if (this.#live === null && includeTurns) throw invalid(noTurns);
    const stored = await this.#stored();
    const thread = { ...(stored ?? unstoredThread(this.settings, this.isEphemeral)), status: this.status };
    if (!includeTurns) return thread;
    if (stored === null) {
      const when = 'is not materialized yet; includeTurns is unavailable before first user message';
      throw invalid(`thread ${this.threadId} ${when}`);
    }
    return { ...thread, turns: await this.loadHistory() };
  }

  /** All turns, oldest first. */
  async loadHistory(): Promise<Turn[]> {
    return await this.#persistent(noTurns).loadHistory(true);
  }

  /** Everything appended until now is durable, its metadata too. */
  async flush(): Promise<void> {
    await this.#live?.flush();
  }

  /** Makes the thread exist in the store, also without any item. */
  async persist(): Promise<void> {
    await this.#live?.persist();
  }

  /** Ends the thread; nothing when it has ended before. Rejects when what is pending could not be written. */
  async shutdown(): Promise<void> {
    await this.#operations.hold(() => this.#end());
  }

  subscribe(listener: (event: ThreadEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #perform(operation: ThreadOperation): Promise<OperationResults[keyof OperationResults]> {
    if (operation.kind === 'shutdown') return await this.#end();
    if (!this.#isRunning) throw invalid(`thread not loaded: ${this.threadId}`);
    switch (operation.kind) {
      case 'append':
        return await this.#append(operation.items);
      case 'rollback':
        return await this.#rollback(operation.turns);
      case 'review':
        return await this.#review(operation.review);
      case 'set-name':
        return await this.#update({ name: operation.name }, false);
      case 'update-metadata':
        return await this.#update(operation.patch, operation.includeArchived ?? true);
    }
  }

  async #append(items: RolloutItem[]): Promise<null> {
    if (this.#live) await this.#live.append(items);
    else this.#items.push(...items);
    this.#tell({ type: 'items-appended', count: items.length });
    const before = this.status.type;
    this.#openTurn = openTurnAfter(items, this.#openTurn);
    if (this.status.type !== before) this.#tell({ type: 'status-changed', status: this.status });
    return null;
  }

  /** The marker is durable before anything is read for the answer. */
  async #rollback(turns: number): Promise<Thread> {
    if (turns < 1) throw invalid('numTurns must be >= 1');
    const live = this.#persistent(noRollback);
    if (this.settings.historyMode !== 'legacy') {
      throw invalid('paginated threads do not support thread/rollback');
    }
    if (this.#openTurn !== null) throw invalid('Cannot rollback while a turn is in progress.');
    await live.flush();
    await this.#append(await live.rollbackItems(turns));
    await live.flush();
    this.#tell({ type: 'rolled-back', turns });
    return await this.read({ includeTurns: true });
  }

  async #review(review: Review): Promise<null> {
    const thread = await this.read();
    const [turnId, entered, exited, request, answer] = Array.from({ length: 5 }, () => newId());
    const turn = {
      ...{ threadId: this.threadId, turnId: String(turnId), atMs: Date.now(), contextWindow: null },
      ids: {
        ...{ entered: String(entered), exited: String(exited) },
        ...{ request: `msg_${request}`, answer: `msg_${answer}` },
      },
      dialect: this.settings.historyMode === 'paginated' ? ('paginated' as const) : ('legacy' as const),
      cliVersion: thread.cliVersion,
    };
    await this.#append(reviewTurn(review, turn));
    await this.flush();
    return null;
  }

  async #update(patch: ThreadMetadataPatch, includeArchived: boolean): Promise<Thread> {
    const live = this.#persistent(noMetadata);
    const stored = await live.updateMetadata(cleanPatch(patch), includeArchived);
    const thread = { ...stored, status: this.status };
    this.#tell({ type: 'metadata-updated', thread });
    return thread;
  }

  async #end(): Promise<null> {
    if (!this.#isRunning) return null;
    await this.#live?.shutdown();
    this.#isRunning = false;
    this.#tell({ type: 'shutdown' });
    this.#listeners.clear();
    return null;
  }

  #persistent(message: string): LiveThread {
    if (this.#live) return this.#live;
    throw invalid(message);
  }

  /** Null: nothing of the thread is in the store. */
  async #stored(): Promise<Thread | null> {
    try {
      return (await this.#live?.readThread(true)) ?? null;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'thread_not_found') return null;
      throw error;
    }
  }

  #tell(event: ThreadEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function invalid(message: string): StoreError {
  return new StoreError('invalid_request', message);
}
