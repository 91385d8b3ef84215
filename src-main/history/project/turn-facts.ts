import type { RecordRef } from '../../contracts/model/record';
import type { TurnSettings } from '../../contracts/model/turn';
import type { TokenUsageBreakdown } from '../../contracts/model/usage';
import { number, type JsonObject } from '../json';
import type { RolloutRecord, UsagePoint } from '../types';
import type { SketchBook } from './sketch-book';
import { addUsage, sameUsage, usageBreakdown, usageInfo } from './token-usage';
import { settingsOfThread, settingsOfTurnContext } from './turn-settings';

export interface SavedFacts {
  /** Settings that were applied outside any turn: the next turn runs under them. */
  nextSettings: TurnSettings | null;
  /** Running total of the last token_count: a repeated line is no new response. */
  total: TokenUsageBreakdown | null;
  /** Turns whose usage comes from token_usage_record, the better source, among the last ones. */
  recorded: number[];
}

/** What records tell about a turn besides its items: settings and tokens. */
export class TurnFacts {
  readonly #book: SketchBook;
  readonly #state: SavedFacts;

  constructor(book: SketchBook, saved?: SavedFacts) {
    this.#book = book;
    this.#state = saved ?? { nextSettings: null, total: null, recorded: [] };
  }

  save(): SavedFacts {
    return this.#state;
  }

  /** A turn was opened. */
  opened(turnSeq: number): void {
    if (this.#state.nextSettings === null) return;
    this.#book.changeTurn(turnSeq, { settings: this.#state.nextSettings });
    this.#state.nextSettings = null;
  }

  turnContext(payload: JsonObject, ref: RecordRef, turnSeq: number | null): void {
    this.#apply(settingsOfTurnContext(payload, ref), turnSeq);
  }

  settingsApplied(payload: JsonObject, ref: RecordRef, turnSeq: number | null): void {
    const known = turnSeq === null ? null : this.#book.turn(turnSeq).settings;
    // It comes along with a turn_context, which tells more.
    if (known === null) this.#apply(settingsOfThread(payload, ref), turnSeq);
  }

  /** `token_count`: a response counts once, when the running total moves (formats.md 5.1). */
  tokenCount(
    record: RolloutRecord,
    ref: RecordRef,
    turnSeq: number | null,
    owner: Pick<UsagePoint, 'turnSeq' | 'position'>,
  ): void {
    const info = usageInfo(record.payload);
    this.#book.usage.push({ record: ref, timestamp: record.timestamp, ...owner, checkpoint: false, info });
    if (info === null) return;
    const isNew = !sameUsage(info.total, this.#state.total);
    this.#state.total = info.total;
    if (turnSeq === null) return;
    const turn = this.#book.turn(turnSeq);
    const counts = isNew && !this.#state.recorded.includes(turnSeq);
    this.#book.changeTurn(turnSeq, {
      contextTokens: info.last.totalTokens,
      contextWindow: info.modelContextWindow ?? turn.contextWindow,
      ...(counts && { usage: addUsage(turn.usage, info.last) }),
    });
  }

  /** A compaction from which a resume starts to read. */
  checkpoint(record: RolloutRecord, ref: RecordRef, turnSeq: number | null): void {
    const { timestamp } = record;
    this.#book.usage.push({ record: ref, timestamp, turnSeq, position: -1, checkpoint: true, info: null });
  }

  /** `token_usage_record`: exact and unique per response, so it replaces what was counted before. */
  usageRecord(payload: JsonObject, turnSeq: number | null): void {
    const usage = usageBreakdown(payload.usage);
    if (usage === null || turnSeq === null) return;
    const before = this.#state.recorded.includes(turnSeq) ? this.#book.turn(turnSeq).usage : null;
    if (before === null) this.#state.recorded = [...this.#state.recorded.slice(-7), turnSeq];
    this.#book.changeTurn(turnSeq, { usage: addUsage(before, usage) });
  }

  contextWindow(payload: JsonObject, turnSeq: number): void {
    const window = number(payload.model_context_window);
    if (window !== null) this.#book.changeTurn(turnSeq, { contextWindow: window });
  }

  #apply(settings: TurnSettings, turnSeq: number | null): void {
    if (turnSeq === null) this.#state.nextSettings = settings;
    else this.#book.changeTurn(turnSeq, { settings });
  }
}
