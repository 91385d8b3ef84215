import type { CheckReport } from '../../../contracts/audit';
import type { ThreadItem } from '../../../contracts/model/item';
import type { Damage } from '../../../contracts/model/record';
import type { Segment } from '../../../contracts/model/thread';
import type { ReplayedUsage } from '../../../contracts/model/usage';
import type { ComposedTurn } from '../../../history/compose-thread';
import { fullTurn, upstreamTurn } from '../../../history/turn-view';
import type { ItemSketch } from '../../../history/types';
import { replayUsage } from '../../../history/usage-replay';
import type * as t from '../../types';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutFile } from '../rollouts/catalog';
import type { DiskCatalog } from '../rollouts/disk-catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { ItemBuilder } from './item-builder';
import { itemsOfTurn } from './item-places';
import type { OpenThread } from './open-thread';
import type { OpenThreads } from './open-threads';
import { batchesOf } from './thread-items';
import type { ThreadView } from './thread-view';
import { sliceTurns } from '../../slicing/turn-cursor';

export interface WholeReadParts {
  index: RolloutIndex;
  reader: RolloutReader;
  catalog: DiskCatalog;
  threads: OpenThreads;
}

/** What is known of a thread's files without waiting for a scan. */
export interface ThreadFilesReport {
  segments: Segment[];
  damage: Damage[];
  /** Turns in the model's view; null until all files were scanned. */
  turnCount: number | null;
}

/** Damage entries that a report carries; the rest is counted. */
const maxDamage = 1000;

/** Damage of a file that is told by the catalog rather than found by a scan. */
const toldByCatalog: ReadonlySet<Damage['reason']> = new Set([
  'unreadable',
  'empty_file',
  'no_session_meta',
  'unterminated',
]);

/** Reads of whole threads, which wait until everything is scanned. */
export class WholeReads {
  readonly #parts: WholeReadParts;

  constructor(parts: WholeReadParts) {
    this.#parts = parts;
  }

  async listTurns(params: t.ListTurnsParams): Promise<t.TurnPage> {
    const { threadId, view: kind, sortDirection, cursor, limit } = params;
    const view = await this.#scanned(threadId);
    const turns = view ? (kind === 'upstream' ? view.composed.shown : view.composed.turns) : [];
    const paginated = view?.files.current.head?.dialect === 'paginated';
    const slice = sliceTurns(
      turns,
      { threadId, paginated, view: kind },
      { sortDirection, ...(cursor !== undefined && { cursor }), ...(limit !== undefined && { limit }) },
    );
    const { nextCursor, backwardsCursor } = slice;
    const builder = new ItemBuilder(this.#parts);
    try {
      const built: t.TurnPage['turns'] = [];
      for (const turn of slice.turns) {
        const items = view ? await this.#buildItems(builder, view, turn, kind) : [];
        built.push(kind === 'upstream' ? upstreamTurn(turn, items) : fullTurn(turn, items));
      }
      return { turns: built, nextCursor, backwardsCursor };
    } finally {
      await builder.close();
    }
  }

  async replayUsage({ threadId }: { threadId: string }): Promise<ReplayedUsage> {
    const view = await this.#scanned(threadId);
    if (!view) return { owner: null, tokenUsage: null };
    return replayUsage(view.composed, (rolloutId) => {
      const file = view.files.find(rolloutId);
      return file ? this.#parts.index.usage(file.file) : [];
    });
  }

  async check({ threadId, damageLimit = maxDamage }: t.CheckParams): Promise<CheckReport> {
    const view = await this.#scanned(threadId);
    if (!view) return { threadId, files: 0, lines: 0, bytes: 0, kinds: [], damage: [], moreDamage: 0 };
    const kinds = new Map<string, { lines: number; unknown: boolean }>();
    const damage = composedDamage(view);
    let [lines, bytes, total] = [0, 0, damage.length];
    for (const file of view.files.all) {
      const state = this.#parts.index.scan(file.file);
      lines += state ? state.line - 1 + (state.offset < state.total ? 1 : 0) : 0;
      bytes += state?.total ?? 0;
      const found = this.#parts.index.damage(file.file, damageLimit);
      const told = (this.#parts.index.file(file.file)?.damage ?? []).filter(({ reason }) =>
        toldByCatalog.has(reason),
      );
      damage.push(...found.damage, ...told);
      total += told.length + found.total;
      for (const [kind, count] of this.#parts.index.kinds(file.file)) {
        const sum = (kinds.get(kind)?.lines ?? 0) + count.lines;
        kinds.set(kind, { lines: sum, unknown: count.unknown });
      }
    }
    const listed = damage.slice(0, damageLimit);
    return {
      ...{ threadId, files: view.files.all.length, lines, bytes },
      kinds: Array.from(kinds, ([kind, count]) => ({ kind, ...count })),
      damage: listed,
      moreDamage: total - listed.length,
    };
  }

  /** Files, damage and number of turns, as far as they are known now. */
  async describeFiles(threadId: string): Promise<ThreadFilesReport> {
    const thread = await this.#parts.threads.locate(threadId);
    if (!thread) return { segments: [], damage: [], turnCount: null };
    const view = thread.view();
    const others = this.#parts.catalog
      .ofThread(threadId)
      .filter((file) => !view.files.all.some((one) => one.file === file.file));
    const files = [...view.files.all, ...others];
    return {
      segments: files.map((file) => this.#segment(view, file)),
      damage: [...composedDamage(view), ...files.flatMap((file) => file.damage)],
      turnCount: view.complete ? view.composed.shown.length : null,
    };
  }

  #segment(view: ThreadView, file: RolloutFile): Segment {
    const segment = view.composed.segments.find((one) => one.file.rolloutId === file.rolloutId);
    const isPart = segment !== undefined && view.files.find(file.rolloutId)?.file === file.file;
    const state = this.#parts.index.scan(file.file);
    return {
      rolloutId: file.rolloutId,
      threadId: file.threadId,
      file: file.file,
      archived: file.archived,
      compressed: file.compressed,
      size: state?.complete ? state.total : file.size,
      modifiedAtMs: file.mtimeMs,
      endOffset: isPart ? (segment.cut?.endOffset ?? null) : null,
      endOrdinal: isPart ? (segment.cut?.endOrdinal ?? null) : null,
      role: file.file === view.files.current.file ? 'current' : isPart ? 'base' : 'superseded',
    };
  }

  async #scanned(threadId: string): Promise<ThreadView | null> {
    const thread: OpenThread | null = await this.#parts.threads.locate(threadId);
    await thread?.bringUp('foreground');
    return thread?.view() ?? null;
  }

  async #buildItems(
    builder: ItemBuilder,
    view: ThreadView,
    turn: ComposedTurn,
    kind: t.HistoryView,
  ): Promise<ThreadItem[]> {
    const file = view.files.find(turn.rolloutId);
    if (!file) return [];
    const all = itemsOfTurn(this.#parts.index, file, turn);
    const wanted = kind === 'upstream' ? shownItems(all) : all;
    const items: ThreadItem[] = [];
    for (const { places } of batchesOf(wanted.map((sketch) => ({ file, sketch })))) {
      items.push(...(await builder.build(places)));
    }
    return items;
  }
}

/** The items that the app-server shows, in its order. */
function shownItems(items: readonly ItemSketch[]): ItemSketch[] {
  return items
    .filter((item) => item.upstreamSeq !== null)
    .sort((a, b) => (a.upstreamSeq ?? 0) - (b.upstreamSeq ?? 0));
}

/** Damage that only the files together tell, with the file that it concerns. */
function composedDamage(view: ThreadView): Damage[] {
  return view.composed.damage.map((damage) => {
    const file = damage.rolloutId === null ? undefined : view.files.find(damage.rolloutId);
    return { file: (file ?? view.files.current).file, ...damage };
  });
}
