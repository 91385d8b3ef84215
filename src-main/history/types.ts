import type { Damage, RecordRef } from '../contracts/model/record';
import type { Reversion, TurnError, TurnSettings, TurnStatus } from '../contracts/model/turn';
import type { ThreadTokenUsage, TokenUsageBreakdown } from '../contracts/model/usage';

/** One parsed JSONL line. Unknown keys stay on `raw`. */
export interface RolloutRecord {
  /** As written; null in bare files, which have none. */
  timestamp: string | null;
  ordinal: number | null;
  /** `session_meta`, `response_item`, `event_msg` ...; `bare` for lines without an envelope. */
  type: string;
  /** Empty when the line has no payload object; `raw` then tells what it has. */
  payload: Record<string, unknown>;
  raw: Record<string, unknown>;
}

export type Dialect = 'legacy' | 'paginated' | 'bare';

/**
 * What the index keeps of a turn: all the facts, no content. Serialisable.
 *
 * `id` is what the app-server calls it, implicit turns `rollout-<record index>`; derived turns are called after
 * their first line. A damaged file may hold one id twice, `seq` is what tells turns apart.
 */
export interface TurnSketch {
  /** Place in the file, 0-based, in order of the first record; never changes. */
  seq: number;
  id: string;
  rootTurnId: string | null;
  status: TurnStatus;
  error: TurnError | null;
  /** Epoch seconds. */
  startedAt: number | null;
  completedAt: number | null;
  durationMs: number | null;
  /** True: the app-server shows no such turn. */
  derived: boolean;
  /** Byte offset of the record by which the app-server lists the turn: it orders turns by that. Null: derived. */
  listedAt: number | null;
  /** Ordinal of that record: by it the app-server's cursors name the turn. */
  listedOrdinal: number | null;
  settings: TurnSettings | null;
  usage: TokenUsageBreakdown | null;
  contextTokens: number | null;
  contextWindow: number | null;
  prompt: string;
  /** Only rollbacks by marker; reverts by a newer file are a matter of lineage. */
  reverted: Reversion | null;
  /** First record. */
  record: RecordRef;
  /** Byte behind the last record that belongs to the turn. */
  endOffset: number;
  /** All items, derived ones included. */
  itemCount: number;
}

/** How an item is built from its records; one file in `build-item` per rule. */
export type BuildRule =
  | 'event' // a legacy event of its own kind
  | 'turnItem' // `item_completed`, the last one counts
  | 'message' // a response item with role user or assistant
  | 'reasoning' // a response item of kind reasoning
  | 'toolCall' // a call of the model and its output
  | 'context' // what the program put into the model's input
  | 'interAgent'
  | 'compaction'
  | 'unknown';

/**
 * What the index keeps of an item: which records it is built from and by which rule. Serialisable.
 *
 * `itemId` follows upstream (`item-N`, call ids, `msg_...`); derived items without an id are called after their line.
 */
export interface ItemSketch {
  turnSeq: number;
  /** Place in the turn, 0-based, in order of the first record. */
  seq: number;
  /** Place among the items of the turn that the app-server shows, in its order; null: derived. */
  upstreamSeq: number | null;
  itemId: string;
  /** Item type of the contract, e.g. `agentMessage`. */
  type: string;
  rule: BuildRule;
  /** Records that the item is built from, in file order; later ones may be added. */
  records: RecordRef[];
  /** Records that say the same in another form and are not needed to build it: evidence. */
  twins: RecordRef[];
}

/** A point of the token-usage series (formats.md 5.1); `info` is null for a rate-limit-only line and a checkpoint. */
export interface UsagePoint {
  record: RecordRef;
  timestamp: string | null;
  /** Sequence of the turn that was open at this point or, between turns, of the last one; null before any. */
  turnSeq: number | null;
  /** Place of that turn among those shown at this point: a later rollback may give the place to another turn. */
  position: number;
  /** True: no usage, but a compaction in a paginated file. A resume reads back no further than the newest one. */
  checkpoint: boolean;
  info: ThreadTokenUsage | null;
}

/** Facts of the first session_meta of a file, the canonical one; later ones of the own id are updates. */
export interface SessionHead {
  threadId: string;
  /** Payload of the first session_meta, as written. */
  meta: Record<string, unknown>;
  dialect: Dialect;
  historyBase: HistoryBase | null;
  /** A side conversation of the thread it was forked from: the app-server shows only its own turns. */
  attached: boolean;
  /** Paginated sub-agents: ordinals below it are a copied prefix of the parent. */
  subagentHistoryStartOrdinal: number | null;
  /** ISO time of the first line itself. */
  writtenAt: string | null;
}

/** Where a continuation file starts in its base; the offset counts decoded bytes. */
export interface HistoryBase {
  rolloutId: string;
  endOrdinalExclusive: number;
  endByteOffset: number;
}

/** Everything that pass 1 knows of one file. */
export interface FileSketch {
  /** In order of the first record; `turns[n].seq === n`. */
  turns: TurnSketch[];
  /** In order of creation; an item keeps its index, a later record may still change or move it. */
  items: ItemSketch[];
  usage: UsagePoint[];
  /** Damage that only the order of records tells (ordinals); damage of the bytes is reported by the parser. */
  damage: Omit<Damage, 'file'>[];
  /** Lines per record kind, `event_msg/task_started`. */
  kinds: Map<string, KindCount>;
}

export interface KindCount {
  lines: number;
  /** True: this version does not know the kind. */
  unknown: boolean;
}

/** A projection to go on from: the lists and what `save()` gave. */
export interface SavedProjection extends FileSketch {
  state: unknown;
}

/**
 * Pass 1: turns records into turn and item sketches, one record at a time, for one file.
 *
 * Pure state. An appended file is scanned from where the last scan stopped: keep the lists and `save()`, give
 * them to `createProjector`. Stopping anywhere and going on gives what one pass gives.
 */
export interface Projector extends Readonly<FileSketch> {
  push(record: RolloutRecord, ref: RecordRef): void;
  /** State besides the lists; plain data. */
  save(): unknown;
  /** Indices of turns and items that were added or changed since the last call. Usage and damage only grow. */
  takeChanges(): { turns: number[]; items: number[] };
}
