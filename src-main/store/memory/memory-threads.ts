import { type ComposedThread, composeThread } from '../../history/compose-thread';
import type { JsonObject } from '../../history/json';
import { rolloutLine, type WrittenItem } from '../../history/write/rollout-line';
import { sourceKindsOf } from '../../history/thread-metadata-source';
import { StoreError } from '../errors';
import type { ListableThread } from '../slicing/page-threads';
import type { StoreEvent, ThreadMetadataPatch, Unsubscribe } from '../types';
import { MemoryRollout, type RolloutSpec } from './memory-rollout';
import { type MemoryRow, overlayRow, updateRow } from './memory-row';
import { summaryOf } from './memory-summary';

/** Everything that a memory store holds, and who wants to know of changes. */
export class MemoryThreads {
  readonly #files = new Map<string, MemoryRollout>();
  readonly #rows = new Map<string, MemoryRow>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  /** Counts replacements: item indices hold while it stays. */
  #generation = 0;

  constructor(rollouts: readonly RolloutSpec[]) {
    for (const spec of rollouts) this.#files.set(spec.rolloutId ?? spec.threadId, new MemoryRollout(spec));
  }

  get revision(): string {
    return String(this.#generation);
  }

  get ids(): Set<string> {
    return new Set([...this.#files.values()].map((file) => file.head.threadId));
  }

  get files(): readonly MemoryRollout[] {
    return [...this.#files.values()];
  }

  /** A rollout by its id; what bases are found with. */
  readonly find = (rolloutId: string): MemoryRollout | undefined => this.#files.get(rolloutId);

  filesOf(threadId: string): MemoryRollout[] {
    return this.files.filter((file) => file.head.threadId === threadId);
  }

  /** The rollout that a thread is in now. `thread_not_found` when there is none. */
  currentOf(threadId: string): MemoryRollout {
    const current = this.filesOf(threadId).at(-1);
    if (current) return current;
    throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
  }

  compose(threadId: string): ComposedThread {
    const { find } = this;
    return composeThread({ current: this.currentOf(threadId), own: this.filesOf(threadId), find });
  }

  summarize(threadId: string): ListableThread {
    const told = summaryOf(this.filesOf(threadId), null, this.compose(threadId), this.find);
    const row = this.#rows.get(threadId);
    if (!row) return told;
    const summary = overlayRow(told.summary, row);
    return { summary, title: row.patch.title ?? '', kinds: sourceKindsOf(summary.source) };
  }

  /** Whether metadata was written that goes before what the lines say. */
  hasRow(threadId: string): boolean {
    return this.#rows.has(threadId);
  }

  /** Adds a rollout, or replaces the one of that id. */
  put(spec: RolloutSpec): void {
    this.#generation += 1;
    const file = new MemoryRollout(spec);
    this.#files.set(file.rolloutId, file);
    this.changed(file.head.threadId);
  }

  /** Adds lines to a rollout as they are. */
  append(rolloutId: string, records: readonly JsonObject[]): void {
    const file = this.find(rolloutId);
    if (!file) throw new StoreError('thread_not_found', `no rollout ${rolloutId}`);
    file.append(records);
    this.changed(file.head.threadId);
  }

  /** Adds items to the rollout that a thread is in, now, with the ordinals that follow. */
  write(threadId: string, items: readonly WrittenItem[]): void {
    const file = this.currentOf(threadId);
    const first = file.dialect === 'paginated' ? (file.lastOrdinal ?? -1) + 1 : null;
    this.append(file.rolloutId, linesOf(items, first));
  }

  update(threadId: string, patch: ThreadMetadataPatch, archivedAtMs?: number | null): void {
    const row = this.#rows.get(threadId) ?? { patch: {}, archivedAtMs: null };
    const next = updateRow(row, patch);
    this.#rows.set(threadId, archivedAtMs === undefined ? next : { ...next, archivedAtMs });
    this.tell({ type: 'threads-changed', threadIds: [threadId] });
  }

  remove(threadId: string): void {
    for (const { rolloutId } of this.filesOf(threadId)) this.#files.delete(rolloutId);
    this.#rows.delete(threadId);
    this.tell({ type: 'threads-changed', threadIds: [threadId] });
  }

  changed(threadId: string): void {
    const { turns, itemCount } = this.compose(threadId);
    const size = this.filesOf(threadId).reduce((bytes, file) => bytes + file.size, 0);
    const scan = { revision: this.revision, turnCount: turns.length, itemCount, changedFrom: 0 };
    this.tell({ type: 'threads-changed', threadIds: [threadId] });
    this.tell({
      ...{ type: 'thread-scanned', threadId, ...scan, complete: true },
      ...{ scannedBytes: size, totalBytes: size },
    });
  }

  subscribe(listener: (event: StoreEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  close(): void {
    this.#listeners.clear();
  }
}

/** Items as whole lines of now. */
export function linesOf(items: readonly WrittenItem[], firstOrdinal: number | null): JsonObject[] {
  const timestamp = new Date().toISOString();
  return items.map((item, at) => {
    const line = rolloutLine(item, timestamp, firstOrdinal === null ? null : firstOrdinal + at);
    return JSON.parse(line) as JsonObject;
  });
}
