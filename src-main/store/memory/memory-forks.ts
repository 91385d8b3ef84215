import type { JsonObject } from '../../history/json';
import type { HistoryBase } from '../../history/types';
import { forkMeta } from '../../history/write/fork-meta';
import { interruption } from '../../history/write/interruption';
import { newThreadId } from '../../history/write/new-thread-id';
import type { WrittenItem } from '../../history/write/rollout-line';
import { threadSettings } from '../../history/write/thread-settings';
import { StoreError } from '../errors';
import type { CreateThreadParams, ForkBoundary, PreparedFork } from '../types';
import { cutOf, type MemoryCut, recordsBefore } from './memory-cut';
import { linesOf, type MemoryThreads } from './memory-threads';

/** Forks that were made ready, each of which keeps its source from going away. */
export class MemoryForks {
  readonly #threads: MemoryThreads;
  readonly #prepared = new Map<string, { threadId: string; cut: MemoryCut }>();

  constructor(threads: MemoryThreads) {
    this.#threads = threads;
  }

  prepare(threadId: string, boundary: ForkBoundary): PreparedFork {
    const source = this.#threads.currentOf(threadId);
    if (source.archived) throw new StoreError('invalid_request', `thread ${threadId} is archived`);
    const cut = cutOf(this.#threads, threadId, boundary);
    const forkId = freshId();
    this.#prepared.set(forkId, { threadId, cut });
    const isPaginated = source.dialect === 'paginated';
    return {
      forkId,
      sourceThreadId: threadId,
      historyBase: isPaginated ? baseOf(cut) : null,
      historyMode: isPaginated ? 'paginated' : 'legacy',
      header: source.meta,
      name: this.#threads.summarize(threadId).summary.name,
    };
  }

  release(forkId: string): void {
    this.#prepared.delete(forkId);
  }

  /** The lines that a fork's rollout begins with. The source may go away from now on. */
  use(forkId: string, params: CreateThreadParams): JsonObject[] {
    const prepared = this.#prepared.get(forkId);
    if (!prepared) throw new StoreError('invalid_request', `there is no prepared fork ${forkId}`);
    this.#prepared.delete(forkId);
    const { cut, threadId } = prepared;
    const { meta, dialect } = this.#threads.currentOf(threadId);
    const isPaginated = dialect === 'paginated';
    const base = isPaginated ? baseOf(cut) : null;
    const header = forkMeta(meta, {
      ...{ threadId: params.threadId, timestamp: new Date().toISOString(), windowId: freshId() },
      ...{ cwd: params.metadata.cwd ?? '', git: params.gitInfo, multiAgentVersion: null },
      base,
    });
    const owner = {
      ...{ threadId: params.threadId, cliVersion: meta.cli_version },
      ...{ modelProvider: meta.model_provider, cwd: params.metadata.cwd ?? '' },
    };
    const copied = isPaginated ? [] : recordsBefore(cut).map(({ type, payload }) => ({ type, payload }));
    const items: WrittenItem[] = [header, ...copied, ...closing(cut, meta)];
    const settings = isPaginated && threadSettings(knownSettings(cut), owner);
    if (settings) items.push(settings);
    return linesOf(items, isPaginated ? (base?.endOrdinalExclusive ?? 0) : null);
  }

  /** `conflict` while a fork of the thread is being made. */
  refuseReserved(threadId: string): void {
    if (![...this.#prepared.values()].some((one) => one.threadId === threadId)) return;
    throw new StoreError('conflict', `thread ${threadId} is being forked`);
  }
}

/**
 * The base that a cut stands for. Before the first turn of a file that is the file's own base: what holds no turn
 * needs not be inherited (thread-store.md 7.2).
 */
export function baseOf({ file, offset, ordinal }: Omit<MemoryCut, 'open'>): HistoryBase | null {
  const holdsTurn = file.turns.some(({ record, derived }) => !derived && record.offset < offset);
  if (!holdsTurn) return file.head.historyBase;
  return { rolloutId: file.rolloutId, endOrdinalExclusive: ordinal ?? 0, endByteOffset: offset };
}

/** The newest settings that stand before a cut. */
export function knownSettings(cut: Pick<MemoryCut, 'file' | 'offset'>) {
  const records = recordsBefore(cut);
  const applied = records.findLast(({ payload }) => payload.type === 'thread_settings_applied');
  const context = records.findLast(({ type }) => type === 'turn_context');
  return { applied: applied?.payload ?? null, turnContext: context?.payload ?? null };
}

export function freshId(): string {
  return newThreadId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

/** A turn that runs in the source is over in the fork. */
function closing({ open }: MemoryCut, meta: JsonObject): WrittenItem[] {
  if (!open) return [];
  const { id, rootTurnId, startedAt } = open.turn;
  // An implicit turn has no id that could be told.
  const turnId = id.startsWith('rollout-') ? null : id;
  return interruption({ turnId, rootTurnId, startedAt }, meta.cli_version, `msg_${freshId()}`);
}
