import { buildItem } from '../../history/build-item';
import { type ComposedTurn, itemsBefore } from '../../history/compose-thread';
import { gitValues } from '../../history/git-values';
import type { JsonObject } from '../../history/json';
import { fullTurn, turnOutline, upstreamTurn } from '../../history/turn-view';
import type { ItemSketch } from '../../history/types';
import { replayUsage } from '../../history/usage-replay';
import type { Damage } from '../../contracts/model/record';
import type { ThreadItem } from '../../contracts/model/item';
import type { Thread } from '../../contracts/model/thread';
import { StoreError } from '../errors';
import { clipItem } from '../slicing/clip-item';
import { textMatcher } from '../slicing/text-matcher';
import { resolvePointer } from '../slicing/json-pointer';
import { readMedia } from '../slicing/read-media';
import { type ReadableBytes, readRecord } from '../slicing/read-record';
import { sliceTurns } from '../slicing/turn-cursor';
import { orderThreads, pageThreads } from '../slicing/page-threads';
import type { Branching, LiveWriting, MetadataWriting, ShelfWriting, ThreadStore } from '../thread-store';
import { beforeCalls } from './before-calls';
import { createMemoryBranching } from './memory-branching';
import { MemoryForks } from './memory-forks';
import { createMemoryLive } from './memory-live';
import { createMemoryMetadata } from './memory-metadata';
import type { MemoryRollout, RolloutSpec } from './memory-rollout';
import { createMemoryShelf } from './memory-shelf';
import { segmentsOf } from './memory-summary';
import { MemoryThreads } from './memory-threads';

/** A store whose threads lie in memory: for tests, and as the proof that the contract needs no files. */
export interface MemoryThreadStore extends ThreadStore {
  readonly live: LiveWriting;
  readonly metadata: MetadataWriting;
  readonly shelf: ShelfWriting;
  readonly branching: Branching;
  /** How often each call of a capability was made, e.g. `live.appendItems`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Adds a rollout, or replaces the one of that id. */
  put(rollout: RolloutSpec): void;
  /** Adds lines to a rollout. */
  append(rolloutId: string, records: readonly JsonObject[]): void;
  /** Names a thread; null takes the name away. */
  setName(threadId: string, name: string | null): void;
}

export function createMemoryThreadStore(rollouts: readonly RolloutSpec[] = []): MemoryThreadStore {
  const threads = new MemoryThreads(rollouts);
  const forks = new MemoryForks(threads);
  const { live, writers } = createMemoryLive(threads, forks);
  const calls = new Map<string, number>();
  let isClosed = false;
  const { find } = threads;
  const compose = (threadId: string) => threads.compose(threadId);

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
    if (revision !== threads.revision) throw new StoreError('stale', 'The thread was replaced.');
  }

  function damageOf(threadId: string): Damage[] {
    const own = threads.filesOf(threadId).flatMap((file) => [...file.damage, ...file.projector.damage]);
    return [...own, ...compose(threadId).damage].map((damage) => ({
      file: nameOf(damage.rolloutId),
      ...damage,
    }));
  }

  function count(capability: string): (call: string) => void {
    return (call) => {
      if (isClosed) throw new StoreError('store_unavailable', 'The store is closed.');
      const name = `${capability}.${call}`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
    };
  }

  async function read(threadId: string): Promise<Thread> {
    return {
      ...threads.summarize(threadId).summary,
      segments: segmentsOf(compose(threadId), threads.filesOf(threadId), find),
      damage: damageOf(threadId),
    };
  }

  return {
    calls,
    live: beforeCalls(live, count('live')),
    metadata: beforeCalls(createMemoryMetadata(threads, writers, read), count('metadata')),
    shelf: beforeCalls(createMemoryShelf(threads, writers, forks, read), count('shelf')),
    branching: beforeCalls(createMemoryBranching(threads, writers, forks), count('branching')),
    put: (rollout) => threads.put(rollout),
    append: (rolloutId, records) => threads.append(rolloutId, records),
    setName: (threadId, name) => threads.update(threadId, { name }),

    async describeHome() {
      const state = threads.ids.size > 0 ? 'ready' : 'empty';
      const none = { errno: null, sqliteHome: null, schemaVersion: null, isDemo: false } as const;
      return { path: '', state, stateDatabase: 'absent', ...none };
    },
    async listThreads(params) {
      const all = [...threads.ids].map((threadId) => threads.summarize(threadId));
      return { ...pageThreads((key) => orderThreads(all, key), params), refreshing: false };
    },
    async readThread({ threadId, includeArchived }) {
      if (threads.currentOf(threadId).archived && !includeArchived) {
        throw new StoreError('invalid_request', `thread ${threadId} is archived`);
      }
      return await read(threadId);
    },
    async listTurns({ threadId, view, ...page }) {
      const composed = compose(threadId);
      const kind = { threadId, view, paginated: threads.currentOf(threadId).dialect === 'paginated' };
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
      const size = sum(threads.filesOf(threadId).map((file) => file.size));
      return {
        revision: threads.revision,
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
      threads.currentOf(threadId);
      const file = find(record.rolloutId);
      if (!file) throw new StoreError('invalid_request', 'The record is of no file of the thread.');
      const slice = await readRecord(bytesOf(file), record, from, count);
      return { ...slice, file: nameOf(file.rolloutId) };
    },
    async gitHistory({ threadId }) {
      const { gitInfo } = threads.summarize(threadId).summary;
      const lines = threads.filesOf(threadId).map((file) => ({
        file: nameOf(file.rolloutId),
        versions: file.gitVersions,
      }));
      const git = gitInfo ?? { sha: null, branch: null, originUrl: null };
      return { values: gitValues(lines, threads.hasRow(threadId) ? { file: 'row', git } : null) };
    },
    async replayUsage({ threadId }) {
      return replayUsage(compose(threadId), (rolloutId) => find(rolloutId)?.projector.usage ?? []);
    },
    async check({ threadId }) {
      threads.currentOf(threadId);
      const own = threads.filesOf(threadId);
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
    subscribe: (listener) => threads.subscribe(listener),
    async close() {
      isClosed = true;
      threads.close();
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
