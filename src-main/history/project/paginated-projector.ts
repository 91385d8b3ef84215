import type { RecordRef } from '../../contracts/model/record';
import { itemOfEvent } from '../build-item/event-item';
import { itemOfTurnItem } from '../build-item/turn-item';
import { number, object, string, type JsonObject } from '../json';
import type { Projector, RolloutRecord, SavedProjection, SessionHead } from '../types';
import { ItemRecorder, type SavedItems } from './item-recorder';
import { lineId, turnIdOf } from './response-items';
import { turnErrorOf } from './turn-closing';

interface PaginatedState {
  items: SavedItems;
  nextOrdinal: number;
  /** The turn that was started and has not ended; newest wins. */
  open: number | null;
  /** A derived turn for records outside of any, while it may still grow. */
  outside: number | null;
  /** Turns of records that upstream passes over; a shown one may have the same id. */
  hidden: number[];
}

/**
 * Paginated dialect (formats.md 6.3): turns and items by their ids, as the projection of 0.169 reads them.
 *
 * Records that the projection passes over (repeated or missing ordinal, the parent's prefix in a sub-agent's
 * file) go through the same rules with everything marked derived, so that they are seen.
 */
export function createPaginatedProjector(head: SessionHead | null, saved?: SavedProjection): Projector {
  const given = saved?.state as PaginatedState | undefined;
  const recorder = new ItemRecorder(saved, given?.items);
  const { book, facts } = recorder;
  const state: Omit<PaginatedState, 'items'> = given
    ? { ...given }
    : {
        nextOrdinal: head?.historyBase?.endOrdinalExclusive ?? 0,
        open: null,
        outside: null,
        hidden: [],
      };
  const ownFrom = head?.subagentHistoryStartOrdinal ?? 0;
  const hiddenTurns = new Set(state.hidden);
  const byId = new Map(book.turns.map((turn) => [turnKey(turn.id, hiddenTurns.has(turn.seq)), turn.seq]));
  const ended = (seq: number) => book.turn(seq).status !== 'inProgress';

  function findTurn(id: string | null, hidden: boolean): number | undefined {
    return id === null ? undefined : byId.get(turnKey(id, hidden));
  }

  /** The turn of that id; a record may name one that was never started. */
  function turnOf(id: string, hidden: boolean, ref: RecordRef): number {
    const known = findTurn(id, hidden);
    if (known !== undefined) return known;
    const { seq } = book.addTurn({ id, status: 'inProgress' }, ref);
    byId.set(turnKey(id, hidden), seq);
    if (hidden) state.hidden.push(seq);
    return seq;
  }

  /** Upstream lists a turn when it starts or ends, not for an item alone. */
  function listTurn(seq: number, hidden: boolean, ref: RecordRef): void {
    if (!hidden && book.turn(seq).listedAt === null)
      book.changeTurn(seq, { derived: false, listedAt: ref.offset, listedOrdinal: ref.ordinal });
  }

  /** A place for what upstream does not show: the turn that the record names, else the open one, else one of its own. */
  function place(ref: RecordRef, turnId: string | null = null): number {
    const named = findTurn(turnId, false) ?? findTurn(turnId, true) ?? state.open;
    if (named !== null) return named;
    state.outside ??= book.addTurn({ id: lineId(ref), status: 'completed' }, ref).seq;
    return state.outside;
  }

  function taskStarted(payload: JsonObject, hidden: boolean, ref: RecordRef): void {
    const id = string(payload.turn_id);
    if (id === null) return recorder.unknown(place(ref), ref);
    const seq = turnOf(id, hidden, ref);
    listTurn(seq, hidden, ref);
    state.outside = null;
    // A turn that has ended is not started again.
    if (ended(seq)) return;
    state.open = seq;
    const rootTurnId = book.turn(seq).rootTurnId ?? string(payload.root_turn_id);
    book.changeTurn(seq, { startedAt: number(payload.started_at), rootTurnId });
    facts.opened(seq);
    facts.contextWindow(payload, seq);
  }

  /** The first closing event counts, whole: times that it does not tell are not known, even a start told before. */
  function closed(
    payload: JsonObject,
    hidden: boolean,
    ref: RecordRef,
    status: 'completed' | 'interrupted',
  ): void {
    const id = string(payload.turn_id);
    // Upstream passes over an abort without an id; the turn is left as it is.
    if (id === null) return payload.type === 'turn_aborted' ? undefined : recorder.unknown(place(ref), ref);
    const seq = turnOf(id, hidden, ref);
    listTurn(seq, hidden, ref);
    if (state.open === seq) state.open = null;
    if (ended(seq)) return;
    const error = status === 'completed' ? turnErrorOf(payload) : null;
    book.changeTurn(seq, {
      status: error === null ? status : 'failed',
      error,
      startedAt: number(payload.started_at),
      completedAt: number(payload.completed_at),
      durationMs: number(payload.duration_ms),
      rootTurnId: book.turn(seq).rootTurnId ?? string(payload.root_turn_id),
    });
    book.extendTurn(seq, ref);
  }

  function itemCompleted(payload: JsonObject, hidden: boolean, ref: RecordRef): void {
    const turnId = string(payload.turn_id);
    const item = itemOfTurnItem(object(payload.item) ?? {});
    if (item === null || turnId === null) return recorder.unknown(place(ref, turnId), ref);
    if (hidden) recorder.derive(turnOf(turnId, true, ref), item, 'turnItem', ref);
    else recorder.show(turnOf(turnId, false, ref), item, 'turnItem', ref);
  }

  function event(record: RolloutRecord, hidden: boolean, ref: RecordRef): void {
    const { payload } = record;
    switch (payload.type) {
      case 'task_started':
      case 'turn_started':
        return taskStarted(payload, hidden, ref);
      case 'task_complete':
      case 'turn_complete':
        return closed(payload, hidden, ref, 'completed');
      case 'turn_aborted':
        return closed(payload, hidden, ref, 'interrupted');
      case 'item_completed':
        return itemCompleted(payload, hidden, ref);
      case 'token_count': {
        const last = state.open ?? book.turns.length - 1;
        return facts.tokenCount(record, ref, state.open, { turnSeq: last < 0 ? null : last, position: last });
      }
      case 'thread_settings_applied':
        return facts.settingsApplied(payload, ref, state.open);
      case 'thread_goal_updated':
      case 'thread_name_updated':
        return;
      default:
        return strayEvent(payload, ref);
    }
  }

  /** A legacy event in a paginated file: upstream passes over it, here it is shown as derived. */
  function strayEvent(payload: JsonObject, ref: RecordRef): void {
    const item = itemOfEvent(payload, lineId(ref));
    if (item === null) recorder.unknown(place(ref), ref);
    else recorder.derive(place(ref), item, 'event', ref);
  }

  function read(record: RolloutRecord, hidden: boolean, ref: RecordRef): void {
    const { type, payload } = record;
    switch (type) {
      case 'event_msg':
        return event(record, hidden, ref);
      case 'response_item':
        recorder.responseItem(payload, ref, () => place(ref, turnIdOf(payload)));
        return;
      case 'turn_context':
        return facts.turnContext(payload, ref, findTurn(string(payload.turn_id), hidden) ?? state.open);
      case 'token_usage_record':
        return facts.usageRecord(payload, findTurn(string(payload.turn_id), hidden) ?? state.open);
      case 'compacted':
        if (isCheckpoint(payload) && !hidden) facts.checkpoint(record, ref, state.open);
        return recorder.compacted(place(ref), ref);
      case 'inter_agent_communication':
        return recorder.interAgent(place(ref), ref);
      case 'session_meta':
      case 'world_state':
      case 'inter_agent_communication_metadata':
      case 'dynamic_tools_updated':
      case 'security_risk_score':
      case 'retained_context':
        return;
      default:
        return recorder.unknown(place(ref), ref);
    }
  }

  /** Reports an ordinal for which the projection of 0.169 passes over the record; a gap it accepts. */
  function isPassedOver(ordinal: number | null, ref: RecordRef): boolean {
    if (ordinal !== null && ordinal >= state.nextOrdinal) {
      state.nextOrdinal = ordinal + 1;
      return false;
    }
    if (ordinal === null) book.report('ordinal_missing', 'The record has no ordinal.', ref);
    else book.report('ordinal_repeated', `Ordinal ${ordinal}, where ${state.nextOrdinal} was due.`, ref);
    return true;
  }

  return recorder.projector({
    save: () => ({ ...state, items: recorder.save() }),
    push(record, ref) {
      const isPrefix = record.ordinal !== null && record.ordinal < ownFrom;
      const hidden = isPassedOver(record.ordinal, ref) || isPrefix;
      read(record, hidden, ref);
      if (state.open !== null) book.extendTurn(state.open, ref);
    },
  });
}

/** What a bounded resume needs to start from: the new context and its place in the chain of windows. */
function isCheckpoint(compacted: JsonObject): boolean {
  return Array.isArray(compacted.replacement_history) && string(compacted.window_id) !== null;
}

function turnKey(id: string, hidden: boolean): string {
  return hidden ? `hidden ${id}` : id;
}
