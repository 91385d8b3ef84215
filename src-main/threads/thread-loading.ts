import type { Review } from '../contracts/model/edit';
import type { Thread } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import { StoreError } from '../store/errors';
import type { CreateThreadParams, ForkBoundary } from '../store/types';
import { CodexThread } from './codex-thread';
import { LiveThread, loadTurns } from './live-thread';
import { LiveThreadGuard } from './live-thread-guard';
import type { ManagerParts } from './manager-parts';
import { samePath } from './same-path';
import { type ForkThreadOptions, forkParams, type StartThreadOptions, startParams } from './start-options';
import { answer, type Deliver } from './thread-notification';
import { isInternal, settingsOfParams, settingsOfThread, type ThreadSettings } from './thread-settings';

export interface ResumeThreadOptions {
  threadId: string;
  /** The file that the caller thinks the thread is in. */
  rolloutPath?: string;
  /** Answers without turns, and replays no usage. */
  excludeTurns?: boolean;
}

export interface ReviewAnswer {
  reviewThreadId: string;
  /** The review's thread, with its turns. */
  thread: Thread;
}

/** Puts threads into the registry: new ones, stored ones, forks, reviews. */
export class ThreadLoading {
  readonly #parts: ManagerParts;

  constructor(parts: ManagerParts) {
    this.#parts = parts;
  }

  start(options: StartThreadOptions, deliver: Deliver<Thread>): Promise<CodexThread> {
    return this.#parts.permit.hold(async () => {
      const thread = await this.#create(startParams(options), options.ephemeral ? [] : null);
      const started = await thread.read();
      await answer(deliver, started, () => this.#tellStarted(thread, started));
      return thread;
    });
  }

  /** A thread that runs already is given as it is. */
  resume(options: ResumeThreadOptions, deliver: Deliver<Thread>): Promise<CodexThread> {
    const { threadId, rolloutPath, excludeTurns = false } = options;
    const { registry, permit } = this.#parts;
    return permit.hold(async () => {
      const loaded = registry.peek(threadId);
      if (loaded?.isRunning && rolloutPath && !samePath(rolloutPath, loaded.settings.path)) {
        const reason = 'is already running with a different rollout path';
        throw new StoreError('invalid_request', `thread ${threadId} ${reason}`);
      }
      const thread = loaded?.isRunning ? loaded : await this.#load(threadId, rolloutPath ?? null);
      const resumed = await thread.read({ includeTurns: !excludeTurns });
      await answer(deliver, resumed, () => (excludeTurns ? undefined : this.#replayUsage(threadId)));
      return thread;
    });
  }

  fork(options: ForkThreadOptions, deliver: Deliver<Thread>): Promise<CodexThread> {
    const { excludeTurns = false } = options;
    return this.#parts.permit.hold(async () => {
      const thread = await this.#fork(options);
      const started = await thread.read();
      const turns = thread.isEphemeral ? [...thread.memory.turns] : await thread.loadHistory();
      await answer(deliver, excludeTurns ? started : { ...started, turns }, async () => {
        if (!excludeTurns && !thread.isEphemeral) await this.#replayUsage(thread.threadId);
        this.#tellStarted(thread, started);
      });
      return thread;
    });
  }

  /** Forks the thread where it works, and writes the review into the fork. The thread itself is left as it is. */
  review(threadId: string, review: Review, deliver: Deliver<ReviewAnswer>): Promise<CodexThread> {
    return this.#parts.permit.hold(async () => {
      const thread = await this.#fork({ threadId });
      this.#tellStarted(thread, await thread.read());
      await thread.submit({ kind: 'review', review });
      await deliver({
        reviewThreadId: thread.threadId,
        thread: await thread.read({ includeTurns: true }),
      });
      return thread;
    });
  }

  /** Loads a stored thread in place of one that has ended. */
  async #load(threadId: string, rolloutPath: string | null): Promise<CodexThread> {
    const { registry } = this.#parts;
    const store = this.#parts.store;
    const ended = registry.peek(threadId);
    if (ended) registry.removeIfMatches(threadId, ended);
    const stored = await this.#readActive(threadId);
    const { cwd, modelProvider, memoryMode } = stored;
    const live = await LiveThread.resume(store, {
      ...{ threadId, rolloutPath, includeArchived: true },
      metadata: {
        ...{ cwd: cwd === '' ? null : cwd, modelProvider },
        memoryMode: memoryMode === 'disabled' ? 'disabled' : 'enabled',
      },
    });
    return await this.#admit(live, settingsOfThread(stored));
  }

  async #fork(options: ForkThreadOptions): Promise<CodexThread> {
    const { threadId, boundary = { kind: 'latest' }, ephemeral = false } = options;
    const store = this.#parts.store;
    await this.#parts.registry.peek(threadId)?.flush();
    const source = await this.#readActive(threadId);
    const historyMode = source.historyMode === 'paginated' ? 'paginated' : 'legacy';
    if (ephemeral) {
      const turns = cutTurns(await loadTurns(store, threadId), boundary);
      return await this.#create(
        forkParams(options, source, { header: {}, historyMode, historyBase: null }),
        turns,
      );
    }
    const { branching } = store;
    if (!branching) throw new StoreError('unsupported', 'thread/fork is not supported yet');
    const prepared = await branching.prepareFork({ threadId, boundary });
    try {
      const thread = await this.#create(forkParams(options, source, prepared), null);
      if (prepared.name !== null) await thread.submit({ kind: 'set-name', name: prepared.name });
      return thread;
    } catch (error) {
      await branching.releaseFork({ forkId: prepared.forkId });
      throw error;
    }
  }

  /** @param turns of an ephemeral thread; null: the thread is stored */
  async #create(params: CreateThreadParams, turns: Turn[] | null): Promise<CodexThread> {
    const settings = settingsOfParams(params, Date.now());
    if (turns) {
      const thread = new CodexThread({ settings, live: null, turns });
      this.#parts.registry.insert(thread);
      return thread;
    }
    return await this.#admit(await LiveThread.create(this.#parts.store, params), settings);
  }

  /** The writer is given up when another thread of the same id was faster. */
  async #admit(live: LiveThread, settings: ThreadSettings): Promise<CodexThread> {
    await using guard = new LiveThreadGuard(live);
    const thread = new CodexThread({ settings, live });
    this.#parts.registry.insert(thread);
    guard.commit();
    return thread;
  }

  async #readActive(threadId: string): Promise<Thread> {
    const thread = await this.#parts.store.readThread({ threadId, includeArchived: true });
    if (!thread.archived) return thread;
    const advice = `Run \`codex unarchive ${threadId}\` to unarchive it first.`;
    throw new StoreError('invalid_request', `session ${threadId} is archived. ${advice}`);
  }

  async #replayUsage(threadId: string): Promise<void> {
    const { owner, tokenUsage } = await this.#parts.store.replayUsage({ threadId });
    if (owner === null || tokenUsage === null) return;
    this.#parts.notify({ type: 'thread/tokenUsage/updated', threadId, turnId: owner, tokenUsage });
  }

  #tellStarted({ settings }: CodexThread, thread: Thread): void {
    if (!isInternal(settings)) this.#parts.notify({ type: 'thread/started', thread });
  }
}

function cutTurns(turns: Turn[], boundary: ForkBoundary): Turn[] {
  if (boundary.kind === 'latest') return turns;
  const at = turns.findIndex(({ id }) => id === boundary.turnId);
  if (at < 0) throw new StoreError('invalid_request', `turn not found: ${boundary.turnId}`);
  return turns.slice(0, boundary.kind === 'throughTurn' ? at + 1 : at);
}
