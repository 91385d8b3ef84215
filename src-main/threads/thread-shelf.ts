import type { Thread } from '../contracts/model/thread';
import type { Failure } from '../contracts/result';
import { StoreError, toFailure } from '../store/errors';
import type { Branching, ShelfWriting } from '../store/thread-store';
import type { ManagerParts } from './manager-parts';
import { shutDownAll } from './shut-down-all';
import { subtreeOf } from './subtree';
import { answer, type Deliver } from './thread-notification';

/** How long a thread gets to end before it is archived or deleted all the same, in ms (thread-store.md 6.13). */
const endingMs = 10_000;

/** Threads that were moved or deleted, in the order in which that was done, and those of the subtree that could not be. */
export interface SubtreeOutcome {
  done: string[];
  failed: { threadId: string; error: Failure }[];
}

/** Archives, restores, deletes and reverts threads, with whatever was spawned from them. */
export class ThreadShelf {
  readonly #parts: ManagerParts;

  constructor(parts: ManagerParts) {
    this.#parts = parts;
  }

  /** The root must go; of what it spawned, what is archived already is left alone, and what fails is named. */
  archive(threadId: string, deliver: Deliver<SubtreeOutcome>): Promise<SubtreeOutcome> {
    return this.#parts.permit.hold(async () => {
      const shelf = this.#shelf();
      await this.#flush(threadId);
      const root = await this.#stored(threadId);
      if (root === null || root.archived) {
        throw new StoreError('invalid_request', `no rollout found for thread id ${threadId}`);
      }
      const descendants = (await this.#subtree(threadId)).slice(1);
      await this.#unload([threadId, ...descendants]);
      await shelf.archiveThread({ threadId });
      const outcome: SubtreeOutcome = { done: [threadId], failed: [] };
      for (const id of descendants.toReversed()) {
        if ((await this.#stored(id))?.archived) continue;
        await record(outcome, id, shelf.archiveThread({ threadId: id }));
      }
      return await this.#finish(outcome, deliver, 'thread/archived');
    });
  }

  unarchive(threadId: string, deliver: Deliver<Thread>): Promise<Thread> {
    return this.#parts.permit.hold(async () => {
      const thread = await this.#shelf().unarchiveThread({ threadId });
      const restored = { type: 'thread/unarchived', threadId } as const;
      await answer(deliver, thread, () => this.#parts.notify(restored));
      return thread;
    });
  }

  /** Children first, the root last. Nothing is deleted when a thread outside still needs the history of one inside. */
  delete(threadId: string, deliver: Deliver<SubtreeOutcome>): Promise<SubtreeOutcome> {
    return this.#parts.permit.hold(async () => {
      const shelf = this.#shelf();
      const loaded = this.#parts.registry.peek(threadId);
      if (loaded?.isEphemeral) {
        const reason = 'thread is not persisted and cannot be deleted';
        throw new StoreError('invalid_request', `${reason}: ${threadId}`);
      }
      const ids = await this.#subtree(threadId);
      await this.#refuseReferenced(threadId, ids);
      await this.#unload(ids);
      const outcome: SubtreeOutcome = { done: [], failed: [] };
      for (const id of ids.slice(1).toReversed()) {
        await record(outcome, id, shelf.deleteThread({ threadId: id }));
      }
      // One that was loaded and never written is gone with its unloading.
      if (!loaded || (await this.#stored(threadId))) await shelf.deleteThread({ threadId });
      outcome.done.push(threadId);
      return await this.#finish(outcome, deliver, 'thread/deleted');
    });
  }

  /** Goes on before a turn. A loaded thread is ended for it; load it again afterwards. */
  revert(threadId: string, beforeTurnId: string, deliver: Deliver<Thread>): Promise<Thread> {
    return this.#parts.permit.hold(async () => {
      const branching: Branching | undefined = this.#parts.store.branching;
      if (!branching) throw new StoreError('unsupported', 'thread/revert is not supported yet');
      await this.#unload([threadId]);
      await branching.revertThread({ threadId, beforeTurnId });
      const thread = await this.#parts.store.readThread({ threadId, includeArchived: false });
      const reverted = { type: 'thread/reverted', threadId } as const;
      await answer(deliver, thread, () => this.#parts.notify(reverted));
      return thread;
    });
  }

  #shelf(): ShelfWriting {
    const { shelf } = this.#parts.store;
    if (shelf) return shelf;
    throw new StoreError('unsupported', 'thread/archive is not supported yet');
  }

  #subtree(threadId: string): Promise<string[]> {
    return subtreeOf(this.#parts.store, this.#parts.registry.all, threadId);
  }

  async #flush(threadId: string): Promise<void> {
    await this.#parts.registry.peek(threadId)?.flush();
  }

  async #stored(threadId: string): Promise<Thread | null> {
    try {
      return await this.#parts.store.readThread({ threadId, includeArchived: true });
    } catch (error) {
      if (error instanceof StoreError && error.code === 'thread_not_found') return null;
      throw error;
    }
  }

  /** Threads that do not end in time are left to the store, which refuses what it must. */
  async #unload(ids: readonly string[]): Promise<void> {
    const { registry } = this.#parts;
    await shutDownAll(
      ids.flatMap((id) => registry.remove(id) ?? []),
      endingMs,
    );
  }

  /** A thread of the subtree may be the base of a fork outside of it; the store would see that only half way. */
  async #refuseReferenced(root: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 1) return;
    const inside = new Set(ids);
    const store = this.#parts.store;
    const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
    for (const { id, forkedFromId } of data) {
      if (forkedFromId === null || inside.has(id)) continue;
      const { segments = [] } = await store.readThread({ threadId: id, includeArchived: true });
      if (!segments.some(({ role, threadId }) => role === 'base' && inside.has(threadId))) continue;
      const reason = 'forked history still references it';
      throw new StoreError('invalid_request', `cannot delete thread ${root}: ${reason}`);
    }
  }

  async #finish(
    outcome: SubtreeOutcome,
    deliver: Deliver<SubtreeOutcome>,
    type: 'thread/archived' | 'thread/deleted',
  ): Promise<SubtreeOutcome> {
    await answer(deliver, outcome, () => {
      for (const threadId of outcome.done) this.#parts.notify({ type, threadId });
    });
    return outcome;
  }
}

async function record(outcome: SubtreeOutcome, threadId: string, work: Promise<void>): Promise<void> {
  try {
    await work;
    outcome.done.push(threadId);
  } catch (error) {
    outcome.failed.push({ threadId, error: toFailure(error) });
  }
}
