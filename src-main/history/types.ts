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
  payload: Record<string, unknown>;
  raw: Record<string, unknown>;
}

export type Dialect = 'legacy' | 'paginated' | 'bare';

/**
 * What the index keeps of a turn: all the facts, no content. Serialisable.
 *
 * `id` is unique within one file; implicit turns are `rollout-<record index>` as upstream names them.
 */
export interface TurnSketch {
  /** Place in the file, 0-based, in order of the first record; never changes. */
  seq: number;
  id: string;
  rootTurnId: string | null;
  status: TurnStatus;
  error: TurnError | null;
  startedAt: number | null;
  completedAt: number | null;
  durationMs: number | null;
  /** True: the app-server shows no such turn. */
  derived: boolean;
  settings: TurnSettings | null;
  usage: TokenUsageBreakdown | null;
  contextTokens: number | null;
  contextWindow: number | null;
  prompt: string;
  /** Only rollbacks by marker; reverts by a newer file are a matter of lineage. */
  reverted: Reversion | null;
  record: RecordRef;
  itemCount: number;
}

/**
 * What the index keeps of an item: which records it is built from and by which rule.
 *
 * `itemId` follows upstream (`item-N`, call ids, `msg_...`); derived items take ids of their own.
 */
export interface ItemSketch {
  turnSeq: number;
  /** Place in the turn, 0-based; never changes. */
  seq: number;
  itemId: string;
  /** Item type of the contract, e.g. `agentMessage`. */
  type: string;
  /** Which build rule turns the records into the item. */
  rule: string;
  derived: boolean;
  /** Records in file order; later ones may be added (reasoning parts, tool output, a second completion). */
  records: RecordRef[];
}

/** A point of the token-usage series (formats.md 5.1); `info` null means a rate-limit-only line. */
export interface UsagePoint {
  record: RecordRef;
  timestamp: string | null;
  /** Sequence of the turn that was open at this point, null outside any turn. */
  turnSeq: number | null;
  info: ThreadTokenUsage | null;
}

/** Facts of the session_meta lines of a file. The first line is canonical; later ones of the own id are updates. */
export interface SessionHead {
  threadId: string;
  /** Payload of the first session_meta, as written. */
  meta: Record<string, unknown>;
  dialect: Dialect;
  historyBase: { rolloutId: string; endOrdinalExclusive: number; endByteOffset: number } | null;
  subagentHistoryStartOrdinal: number | null;
  /** ISO time of the first line itself. */
  writtenAt: string | null;
}

/** What a projector reports about one chunk of records. */
export interface ProjectionChange {
  /** First turn whose sketch or items changed, null when none did. */
  changedFrom: number | null;
}

/**
 * Turns records into turn and item sketches, one record at a time, for one file.
 *
 * Pure state: `save()` gives plain data from which `restore` goes on, so that an appended file is
 * scanned from where the last scan stopped. Damage that only the order of records tells (ordinals)
 * is reported here; damage of the bytes is reported by the splitter.
 */
export interface Projector {
  push(record: RolloutRecord, ref: RecordRef): void;
  readonly turns: TurnSketch[];
  readonly items: ItemSketch[];
  readonly usage: UsagePoint[];
  readonly damage: Omit<Damage, 'file'>[];
  /** Lines per record kind. */
  readonly kinds: Map<string, { lines: number; unknown: boolean }>;
  /** State besides the lists above: open turn, counters, call ids. */
  save(): unknown;
}
