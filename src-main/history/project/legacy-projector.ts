import type { RecordRef } from '../../contracts/model/record';
import type { UpstreamItem } from '../../contracts/model/item';
import { itemOfEvent } from '../build-item/event-item';
import { hookPromptOfMessage } from '../build-item/hook-prompt';
import { itemOfTurnItem } from '../build-item/turn-item';
import { integer, number, object, string, type JsonObject } from '../json';
import type { Projector, RolloutRecord, SavedProjection } from '../types';
import { ItemRecorder, type SavedItems } from './item-recorder';
import { kindOf } from './record-kind';
import { lineId, responseItemTypes } from './response-items';
import { closingTimes, turnErrorOf } from './turn-closing';
import { readableTurnContext } from './turn-settings';

/** Events that 0.169 shows as items; others with content were only written on request, and it passes over them. */
const shownEvents = new Set<unknown>([
  'user_message',
  'agent_message',
  'context_compacted',
  'entered_review_mode',
  'exited_review_mode',
  'web_search_end',
  'mcp_tool_call_end',
  'patch_apply_end',
  'image_generation_end',
  'sub_agent_activity',
]);

/** Items that 0.169 takes from a legacy file; the others are told by events there. */
function isShownItem(item: UpstreamItem): boolean {
  switch (item.type) {
    case 'plan':
      return item.text !== '';
    case 'subAgentActivity':
      return item.kind === 'completed';
    default:
      return item.type === 'functionCallOutput' || item.type === 'sleep';
  }
}

/** Records that say nothing about which turn stands around them: a trailing message may open the next turn. */
const transparent = new Set([
  'turn_context',
  'token_count',
  'session_meta',
  'world_state',
  'thread_settings_applied',
]);

const abortReasons = new Set<unknown>(['interrupted', 'replaced', 'review_ended', 'budget_limited']);

interface LegacyState {
  items: SavedItems;
  /** The turn that upstream has open, and whether a task_started opened it. */
  current: number | null;
  explicit: boolean;
  /** A derived turn for records outside of any, while it may still grow. */
  outside: number | null;
  sawCompaction: boolean;
  /** How many records upstream has read: implicit turns are named after it. */
  recordIndex: number;
  nextItem: number;
  /** How many items rollbacks have taken out: numbering goes on behind those that are left. */
  revertedItems: number;
  /** How many items at the end of the current or outside turn may still belong to the next one. */
  tail: number;
}

/**
 * Legacy dialect (formats.md 6.2): turns from events, numbered as upstream's reducer numbers them.
 *
 * Upstream drops turns behind a rollback marker; here they are kept and flagged. A turn that was started by
 * nothing but a message begins with the response items right before its `user_message` event.
 */
export function createLegacyProjector(saved?: SavedProjection): Projector {
  const given = saved?.state as LegacyState | undefined;
  const recorder = new ItemRecorder(saved, given?.items);
  const { book, facts, twins } = recorder;
  const state: Omit<LegacyState, 'items'> = given
    ? { ...given }
    : {
        current: null,
        explicit: false,
        outside: null,
        sawCompaction: false,
        recordIndex: 0,
        nextItem: 1,
        revertedItems: 0,
        tail: 0,
      };
  /** Turns that upstream would still show, oldest first. */
  const live = book.turns.filter((turn) => !turn.derived && turn.reverted === null).map((turn) => turn.seq);
  /** The first turn of each id; upstream takes that one where an id occurs twice. */
  const byId = new Map(live.toReversed().map((seq) => [book.turn(seq).id, seq]));

  function openTurn(id: string, explicit: boolean, ref: RecordRef): number {
    const turn = book.addTurn({ id, status: explicit ? 'inProgress' : 'completed' }, ref);
    return began(turn.seq, explicit, ref);
  }

  function began(seq: number, explicit: boolean, ref: RecordRef): number {
    book.changeTurn(seq, { derived: false, listedAt: ref.offset });
    Object.assign(state, { current: seq, explicit, outside: null, sawCompaction: false });
    live.push(seq);
    if (!byId.has(book.turn(seq).id)) byId.set(book.turn(seq).id, seq);
    facts.opened(seq);
    return seq;
  }

  function finish(): void {
    Object.assign(state, { current: null, explicit: false, sawCompaction: false, tail: 0 });
  }

  /** The turn has ended by itself: what comes next belongs to nothing in it. */
  function close(): void {
    finish();
    twins.forget();
  }

  const implicitId = () => `rollout-${state.recordIndex}`;

  /** The turn that upstream has or opens for this record. What lay outside just before belongs to it. */
  function ensureTurn(ref: RecordRef): number {
    if (state.current !== null) return state.current;
    if (state.outside === null) return openTurn(implicitId(), false, ref);
    book.changeTurn(state.outside, { id: implicitId() });
    return began(state.outside, false, ref);
  }

  /** A user message opens a turn of its own unless a task_started has opened one. */
  function turnForUserMessage(ref: RecordRef): number {
    const { current, outside, tail } = state;
    const around = current ?? outside;
    if (current !== null && (state.explicit || (state.sawCompaction && book.shownCount(current) === 0)))
      return current;
    if (around === null) return openTurn(implicitId(), false, ref);
    if (current === null && tail === book.turn(around).itemCount) return ensureTurn(ref);
    const next = openTurn(implicitId(), false, ref);
    book.moveTail(around, tail, next);
    return next;
  }

  /** A place for what upstream does not show. */
  function place(ref: RecordRef): number {
    if (state.current !== null) return state.current;
    state.outside ??= book.addTurn({ id: lineId(ref), status: 'completed' }, ref).seq;
    return state.outside;
  }

  /** The turn that an id means: the current one before others. */
  function findTurn(id: string): number | null {
    const isCurrent = state.current !== null && book.turn(state.current).id === id;
    return isCurrent ? state.current : (byId.get(id) ?? null);
  }

  /** Turn of that id for an event that names one: empty names the current, unknown ones are dropped upstream. */
  function routed(turnId: unknown, ref: RecordRef): number | null {
    const id = string(turnId) ?? '';
    return id === '' ? ensureTurn(ref) : findTurn(id);
  }

  /** Null for an event whose turn is not there: upstream drops it. */
  function turnForItem(payload: JsonObject, ref: RecordRef): number | null {
    switch (payload.type) {
      case 'user_message':
        return turnForUserMessage(ref);
      case 'patch_apply_end':
        return routed(payload.turn_id, ref);
      case 'entered_review_mode':
      case 'exited_review_mode':
        return turnForReview(string(payload.turn_id), ref);
      default:
        return ensureTurn(ref);
    }
  }

  /** A review may name a turn that was never started: it gets one, open for what comes next. */
  function turnForReview(id: string | null, ref: RecordRef): number {
    if (id === null) return ensureTurn(ref);
    const known = findTurn(id);
    if (known !== null) return known;
    finish();
    return openTurn(id, false, ref);
  }

  function numbered(): string {
    return `item-${state.nextItem}`;
  }

  function show(
    turnSeq: number,
    item: NonNullable<ReturnType<typeof itemOfEvent>>,
    ref: RecordRef,
    rule: 'event' | 'turnItem',
  ): void {
    if (item.id === numbered()) state.nextItem += 1;
    recorder.show(turnSeq, item, rule, ref);
  }

  /** True when upstream reads the record; only such records count for the names of implicit turns. */
  function event(payload: JsonObject, record: RolloutRecord, ref: RecordRef): boolean {
    switch (payload.type) {
      case 'task_started':
      case 'turn_started':
        return taskStarted(payload, ref);
      case 'task_complete':
      case 'turn_complete':
        return taskComplete(payload, ref);
      case 'turn_aborted':
        return turnAborted(payload, ref);
      case 'thread_rolled_back':
        return rolledBack(payload, record, ref);
      case 'agent_reasoning':
      case 'agent_reasoning_raw_content':
        return reasoning(payload, ref);
      case 'token_count':
        facts.tokenCount(record, ref, state.current, {
          turnSeq: live.at(-1) ?? null,
          position: live.length - 1,
        });
        return true;
      case 'thread_settings_applied':
        facts.settingsApplied(payload, ref, state.current);
        return true;
      case 'thread_goal_updated':
        return true;
      case 'thread_name_updated':
        return false;
      case 'error':
        return raw(ref);
      case 'item_completed':
        return itemCompleted(payload, ref);
      default:
        return itemEvent(payload, ref);
    }
  }

  function taskStarted(payload: JsonObject, ref: RecordRef): boolean {
    const id = string(payload.turn_id);
    if (id === null) return raw(ref);
    close();
    const seq = openTurn(id, true, ref);
    book.changeTurn(seq, { startedAt: number(payload.started_at), rootTurnId: string(payload.root_turn_id) });
    facts.contextWindow(payload, seq);
    return true;
  }

  function taskComplete(payload: JsonObject, ref: RecordRef): boolean {
    const id = string(payload.turn_id);
    if (id === null) return raw(ref);
    const seq = findTurn(id) ?? state.current;
    if (seq === null) return true;
    const error = turnErrorOf(payload);
    const { status } = book.turn(seq);
    const ended = status === 'failed' || status === 'interrupted';
    book.changeTurn(seq, {
      ...closingTimes(payload),
      ...(!ended && { status: error === null ? 'completed' : 'failed', error }),
    });
    book.extendTurn(seq, ref);
    if (seq === state.current) close();
    return true;
  }

  function turnAborted(payload: JsonObject, ref: RecordRef): boolean {
    if (!abortReasons.has(payload.reason)) return raw(ref);
    const id = string(payload.turn_id);
    const seq = id === null ? state.current : findTurn(id);
    if (seq === null) return true;
    book.changeTurn(seq, { ...closingTimes(payload), status: 'interrupted' });
    book.extendTurn(seq, ref);
    if (seq === state.current) close();
    return true;
  }

  function rolledBack(payload: JsonObject, record: RolloutRecord, ref: RecordRef): boolean {
    const count = integer(payload.num_turns);
    if (count === null || count < 0) return raw(ref);
    finish();
    state.outside = null;
    const dropped = live.splice(Math.max(0, live.length - count));
    const first = dropped[0];
    if (first !== undefined) {
      const reverted = { by: 'rollback', at: record.timestamp, record: ref, turns: dropped.length } as const;
      // Derived turns in between went with them.
      for (const turn of book.turns.slice(first)) {
        if (turn.reverted === null) book.revertTurn(turn.seq, reverted);
      }
      for (const seq of dropped) {
        state.revertedItems += book.shownCount(seq);
        if (byId.get(book.turn(seq).id) === seq) byId.delete(book.turn(seq).id);
      }
    }
    state.nextItem = book.shownTotal - state.revertedItems + 1;
    twins.forget();
    return true;
  }

  /** Parts of one thought follow each other; upstream joins them while nothing else stands in between. */
  function reasoning(payload: JsonObject, ref: RecordRef): boolean {
    const text = string(payload.text);
    if (text === null) return raw(ref);
    if (text === '') return true;
    const turnSeq = ensureTurn(ref);
    const last = book.lastShown(turnSeq);
    if (last !== undefined && book.item(last).type === 'reasoning') recorder.joinReasoning(last, text, ref);
    else show(turnSeq, { type: 'reasoning', id: numbered(), summary: [text], content: [] }, ref, 'event');
    return true;
  }

  function itemEvent(payload: JsonObject, ref: RecordRef): boolean {
    const isShown = shownEvents.has(payload.type);
    const item = itemOfEvent(payload, isShown ? numbered() : lineId(ref));
    if (item === null) return payload.type === 'agent_message' && payload.message === '' ? true : raw(ref);
    if (!isShown) {
      recorder.derive(place(ref), item, 'event', ref);
      return false;
    }
    const turnSeq = turnForItem(payload, ref);
    if (turnSeq === null) recorder.derive(place(ref), item, 'event', ref);
    else show(turnSeq, item, ref, 'event');
    return true;
  }

  function itemCompleted(payload: JsonObject, ref: RecordRef): boolean {
    const item = itemOfTurnItem(object(payload.item) ?? {});
    if (item === null) return raw(ref);
    const isShown = isShownItem(item);
    const turnSeq = isShown ? findTurn(string(payload.turn_id) ?? '') : null;
    if (turnSeq !== null) show(turnSeq, item, ref, 'turnItem');
    else recorder.derive(findTurn(string(payload.turn_id) ?? '') ?? place(ref), item, 'turnItem', ref);
    return isShown;
  }

  function responseItem(payload: JsonObject, ref: RecordRef): boolean {
    const hook =
      payload.type === 'message' ? hookPromptOfMessage(payload, string(payload.id) ?? lineId(ref)) : null;
    if (hook !== null) {
      recorder.show(ensureTurn(ref), hook, 'message', ref);
      state.tail = 0;
      return true;
    }
    const outcome = recorder.responseItem(payload, ref, () => place(ref));
    if (outcome === 'message') state.tail += 1;
    else if (outcome === 'other') state.tail = 0;
    return readableResponseItem(payload);
  }

  /** Keeps a record that cannot be read, and says that upstream cannot either. */
  function raw(ref: RecordRef): false {
    recorder.unknown(place(ref), ref);
    return false;
  }

  function read(record: RolloutRecord, ref: RecordRef): boolean {
    const { type, payload } = record;
    switch (type) {
      case 'session_meta':
        return string(payload.id) !== null;
      case 'event_msg':
        return event(payload, record, ref);
      case 'response_item':
        return responseItem(payload, ref);
      case 'turn_context':
        facts.turnContext(payload, ref, state.current);
        return readableTurnContext(payload);
      case 'compacted': {
        if (string(payload.message) === null) return raw(ref);
        const turnSeq = ensureTurn(ref);
        state.sawCompaction = true;
        recorder.compacted(turnSeq, ref);
        return true;
      }
      case 'token_usage_record':
        facts.usageRecord(payload, findTurn(string(payload.turn_id) ?? '') ?? state.current);
        return string(payload.turn_id) !== null;
      case 'inter_agent_communication':
        recorder.interAgent(place(ref), ref);
        return true;
      case 'world_state':
      case 'inter_agent_communication_metadata':
      case 'dynamic_tools_updated':
      case 'security_risk_score':
      case 'retained_context':
        return true;
      default:
        return raw(ref);
    }
  }

  return {
    turns: book.turns,
    items: book.items,
    usage: book.usage,
    damage: book.damage,
    kinds: book.kinds,
    takeChanges: () => book.takeChanges(),
    save: () => structuredClone({ ...state, items: recorder.save() }),
    push(record, ref) {
      const { kind, known } = kindOf(record);
      book.count(kind, !known);
      const inner = record.type === 'event_msg' ? string(record.payload.type) : record.type;
      const keepsTail =
        record.type === 'response_item' || inner === 'user_message' || transparent.has(inner ?? '');
      if (!keepsTail) state.tail = 0;
      if (read(record, ref)) state.recordIndex += 1;
      if (inner === 'user_message') state.tail = 0;
      if (state.current !== null) book.extendTurn(state.current, ref);
    },
  };
}

/** Whether upstream reads the item; it drops some kinds when it loads a file, and they do not count. */
function readableResponseItem(payload: JsonObject): boolean {
  const type = string(payload.type) ?? '';
  return responseItemTypes.has(type) && !['ghost_snapshot', 'other', 'compaction_trigger'].includes(type);
}
