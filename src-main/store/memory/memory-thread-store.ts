import { buildItem } from '../../history/build-item';
import {
  type ComposedThread,
  type ComposedTurn,
  composeThread,
  itemsBefore,
} from '../../history/compose-thread';
import type { JsonObject } from '../../history/json';
import { fullTurn, turnOutline, upstreamTurn } from '../../history/turn-view';
import type { ItemSketch } from '../../history/types';
import { replayUsage } from '../../history/usage-replay';
import type { Damage } from '../../contracts/model/record';
import type { ThreadItem } from '../../contracts/model/item';
import { StoreError } from '../errors';
import { clipItem } from '../slicing/clip-item';
import { textMatcher } from '../slicing/text-matcher';
import { resolvePointer } from '../slicing/json-pointer';
import { readMedia } from '../slicing/read-media';
import { type ReadableBytes, readRecord } from '../slicing/read-record';
import { sliceTurns } from '../slicing/turn-cursor';
import { type ListableThread, orderThreads, pageThreads } from '../slicing/page-threads';
import type { ThreadStore } from '../thread-store';
import type { StoreEvent } from '../types';
import { MemoryRollout, type RolloutSpec } from './memory-rollout';
import { segmentsOf, summaryOf } from './memory-summary';

/** A store whose threads lie in memory: for tests, and as the proof that the contract needs no files. */
export interface MemoryThreadStore extends ThreadStore {
  /** Adds a rollout, or replaces the one of that id. */
  put(rollout: RolloutSpec): void;
  /** Adds lines to a rollout. */
  append(rolloutId: string, records: readonly JsonObject[]): void;
  /** Names a thread; null takes the name away. */
  setName(threadId: string, name: string | null): void;
}

export function createMemoryThreadStore(rollouts: readonly RolloutSpec[] = []): MemoryThreadStore {
  const files = new Map<string, MemoryRollout>();
  const names = new Map<string, string>();
  const listeners = new Set<(event: StoreEvent) => void>();
  /** Counts replacements: item indices hold while it stays. */
  let generation = 0;

  const find = (rolloutId: string) => files.get(rolloutId);

  function filesOf(threadId: string): MemoryRollout[] {
    return [...files.values()].filter((file) => file.head.threadId === threadId);
  }

  function currentOf(threadId: string): MemoryRollout {
    const current = filesOf(threadId).at(-1);
    if (current) return current;
    throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
  }

  function compose(threadId: string): ComposedThread {
    return composeThread({ current: currentOf(threadId), own: filesOf(threadId), find });
  }

  function summarize(threadId: string): ListableThread {
    return summaryOf(filesOf(threadId), names.get(threadId) ?? null, compose(threadId), find);
  }

  function sketchesOf({ rolloutId, turn, cut }: ComposedTurn): ItemSketch[] {
    const items = find(rolloutId)?.itemsOf(turn.seq) ?? [];
    return cut ? itemsBefore(items, cut) : items;
  }

  function build({ rolloutId }: ComposedTurn, sketches: readonly ItemSketch[]): ThreadItem[] {
    const file = find(rolloutId);
    return file ? sketches.map((sketch) => buildItem(sketch, file.recordsOf(sketch))) : [];
  }

  function itemAt(params: { threadId: string; revision: string; index: number }): ThreadItem {
    checkRevision(params.revision);
    const { turns } = compose(params.threadId);
    const turn = turns.findLast(({ firstItem }) => firstItem <= params.index);
    const item = turn && build(turn, sketchesOf(turn))[params.index - turn.firstItem];
    if (item) return item;
    throw new StoreError('invalid_request', `there is no item ${params.index}`);
  }

  function checkRevision(revision: string): void {
    if (revision !== String(generation)) throw new StoreError('stale', 'The thread was replaced.');
  }

  function damageOf(threadId: string): Damage[] {
    const own = filesOf(threadId).flatMap((file) => [...file.damage, ...file.projector.damage]);
    return [...own, ...compose(threadId).damage].map((damage) => ({
      file: nameOf(damage.rolloutId),
      ...damage,
    }));
  }

  function changed(threadId: string): void {
    const { turns, itemCount } = compose(threadId);
    const size = sum(filesOf(threadId).map((file) => file.size));
    const scan = { revision: String(generation), turnCount: turns.length, itemCount, changedFrom: 0 };
    tell({ type: 'threads-changed', threadIds: [threadId] });
    tell({ type: 'thread-scanned', threadId, ...scan, complete: true, scannedBytes: size, totalBytes: size });
  }

  function tell(event: StoreEvent): void {
    for (const listener of listeners) listener(event);
  }

  for (const rollout of rollouts)
    files.set(rollout.rolloutId ?? rollout.threadId, new MemoryRollout(rollout));

  return {
    put(rollout) {
      generation += 1;
      const file = new MemoryRollout(rollout);
      files.set(file.rolloutId, file);
      changed(file.head.threadId);
    },
    append(rolloutId, records) {
      const file = find(rolloutId);
      if (!file) throw new StoreError('thread_not_found', `no rollout ${rolloutId}`);
      file.append(records);
      changed(file.head.threadId);
    },
    setName(threadId, name) {
      if (name === null) names.delete(threadId);
      else names.set(threadId, name);
      tell({ type: 'threads-changed', threadIds: [threadId] });
    },

    async describeHome() {
      const state = files.size > 0 ? 'ready' : 'empty';
      const none = { errno: null, sqliteHome: null, schemaVersion: null, isDemo: false } as const;
      return { path: '', state, stateDatabase: 'absent', ...none };
    },
    async listThreads(params) {
      const ids = new Set([...files.values()].map((file) => file.head.threadId));
      const threads = [...ids].map(summarize);
      return { ...pageThreads((key) => orderThreads(threads, key), params), refreshing: false };
    },
    async readThread({ threadId, includeArchived }) {
      const { summary } = summarize(threadId);
      if (summary.archived && !includeArchived) {
        throw new StoreError('invalid_request', `thread ${threadId} is archived`);
      }
      return {
        ...summary,
        segments: segmentsOf(compose(threadId), filesOf(threadId), find),
        damage: damageOf(threadId),
      };
    },
    async listTurns({ threadId, view, ...page }) {
      const composed = compose(threadId);
      const kind = { threadId, view, paginated: currentOf(threadId).dialect === 'paginated' };
      const { turns, ...cursors } = sliceTurns(
        view === 'upstream' ? composed.shown : composed.turns,
        kind,
        page,
      );
      const shown = turns.map((turn) => {
        if (view === 'everything') return fullTurn(turn, build(turn, sketchesOf(turn)));
        return upstreamTurn(turn, build(turn, upstreamItems(sketchesOf(turn))));
      });
      return { turns: shown, ...cursors };
    },
    async outline({ threadId, from = 0, limit = 500 }) {
      const { turns, itemCount } = compose(threadId);
      const size = sum(filesOf(threadId).map((file) => file.size));
      return {
        revision: String(generation),
        turns: turns.slice(from, from + limit).map(turnOutline),
        from,
        turnCount: turns.length,
        itemCount,
        complete: true,
        scannedBytes: size,
        totalBytes: size,
      };
    },
    async items({ threadId, revision, from, count }) {
      checkRevision(revision);
      const placed = compose(threadId).turns.flatMap((turn, at) => {
        const { firstItem, itemCount } = turn;
        if (firstItem >= from + count || firstItem + itemCount <= from) return [];
        return build(turn, sketchesOf(turn)).map((item, i) => ({ index: firstItem + i, turn: at, item }));
      });
      const asked = placed.filter(({ index }) => index >= from && index < from + count);
      return { revision, items: asked.map((one) => ({ ...one, item: clipItem(one.item).item })) };
    },
    async text({ from, count, pointer, ...place }) {
      const value = resolvePointer(itemAt(place), pointer);
      if (value === undefined) throw new StoreError('invalid_request', 'The pointer leads nowhere.');
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { text: text.slice(from, from + count), length: text.length };
    },
    async find({ threadId, revision, text, from = 0 }) {
      checkRevision(revision);
      const holds = textMatcher(text);
      const items = compose(threadId).turns.flatMap((turn) => build(turn, sketchesOf(turn)));
      const hits = [...items.keys()].filter((index) => index >= from && holds(items[index] as ThreadItem));
      return { revision, hits, next: null };
    },
    async media({ pointer, ...place }) {
      const value = resolvePointer(itemAt(place), pointer);
      return readMedia(typeof value === 'string' ? value : '');
    },
    async record({ threadId, record, from = 0, count = 65_536 }) {
      currentOf(threadId);
      const file = find(record.rolloutId);
      if (!file) throw new StoreError('invalid_request', 'The record is of no file of the thread.');
      const slice = await readRecord(bytesOf(file), record, from, count);
      return { ...slice, file: nameOf(file.rolloutId) };
    },
    async replayUsage({ threadId }) {
      return replayUsage(compose(threadId), (rolloutId) => find(rolloutId)?.projector.usage ?? []);
    },
    async check({ threadId }) {
      currentOf(threadId);
      const own = filesOf(threadId);
      const kinds = new Map<string, { kind: string; lines: number; unknown: boolean }>();
      for (const [kind, { lines, unknown }] of own.flatMap((file) => [...file.projector.kinds])) {
        kinds.set(kind, { kind, lines: lines + (kinds.get(kind)?.lines ?? 0), unknown });
      }
      return {
        threadId,
        files: own.length,
        lines: sum(own.map((file) => file.lines)),
        bytes: sum(own.map((file) => file.size)),
        kinds: [...kinds.values()],
        damage: damageOf(threadId),
        moreDamage: 0,
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}

function upstreamItems(sketches: readonly ItemSketch[]): ItemSketch[] {
  return sketches
    .filter((sketch) => sketch.upstreamSeq !== null)
    .sort((a, b) => (a.upstreamSeq ?? 0) - (b.upstreamSeq ?? 0));
}

function bytesOf(file: MemoryRollout): ReadableBytes {
  return {
    length: file.size,
    read: async (buffer, offset) => file.bytes.copy(buffer, 0, offset, offset + buffer.length),
  };
}

/** Nothing is called so on any disk; a store has to say something where a file is asked for. */
function nameOf(rolloutId: string | null): string {
  return `memory/${rolloutId ?? ''}.jsonl`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
