import type { UpstreamItem } from '../../contracts/model/item';
import type { RecordRef } from '../../contracts/model/record';
import { itemOfEvent } from '../build-item/event-item';
import { hookPromptOfMessage } from '../build-item/hook-prompt';
import { itemOfTurnItem } from '../build-item/turn-item';
import { integer, object, string, type JsonObject } from '../json';
import type { Projector, RolloutRecord, SavedProjection } from '../types';
import { ItemRecorder, type SavedItems } from './item-recorder';
import { LegacyTurns, type SavedLegacyTurns } from './legacy-turns';
import { lineId, responseItemTypes } from './response-items';
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

/** Records that say nothing about which turn stands around them: a trailing message may open the next turn. */
const transparent = new Set([
  'turn_context',
  'token_count',
  'session_meta',
  'world_state',
  'thread_settings_applied',
  'response_item',
  'user_message',
]);

const abortReasons = new Set<unknown>(['interrupted', 'replaced', 'review_ended', 'budget_limited']);

interface SavedLegacy {
  items: SavedItems;
  turns: SavedLegacyTurns;
}

/** Legacy dialect (formats.md 6.2): items from events; what only the model saw is derived. */
export function createLegacyProjector(saved?: SavedProjection): Projector {
  const given = saved?.state as SavedLegacy | undefined;
  const recorder = new ItemRecorder(saved, given?.items);
  const { book, facts, twins } = recorder;
  const turns = new LegacyTurns(book, facts, given?.turns);

  /** Keeps a record that cannot be read, and says that upstream cannot either. */
  function raw(ref: RecordRef): false {
    recorder.unknown(turns.place(ref), ref);
    return false;
  }

  function show(turnSeq: number, item: UpstreamItem, rule: 'event' | 'turnItem', ref: RecordRef): void {
    turns.used(item.id);
    recorder.show(turnSeq, item, rule, ref);
  }

  /** True when upstream reads the record; only such records count for the names of implicit turns. */
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
        facts.turnContext(payload, ref, turns.current);
        return readableTurnContext(payload);
      case 'compacted':
        if (string(payload.message) === null) return raw(ref);
        recorder.compacted(turns.ensure(ref), ref);
        turns.compacted();
        return true;
      case 'token_usage_record':
        facts.usageRecord(payload, turns.find(string(payload.turn_id)) ?? turns.current);
        return string(payload.turn_id) !== null;
      case 'inter_agent_communication':
        recorder.interAgent(turns.place(ref), ref);
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

  function event(payload: JsonObject, record: RolloutRecord, ref: RecordRef): boolean {
    const turnId = string(payload.turn_id);
    switch (payload.type) {
      case 'task_started':
      case 'turn_started':
        if (turnId === null) return raw(ref);
        twins.forget();
        turns.start(turnId, payload, ref);
        return true;
      case 'task_complete':
      case 'turn_complete':
        if (turnId === null) return raw(ref);
        if (turns.complete(turnId, payload, ref)) twins.forget();
        return true;
      case 'turn_aborted':
        if (!abortReasons.has(payload.reason)) return raw(ref);
        if (turns.abort(turnId, payload, ref)) twins.forget();
        return true;
      case 'thread_rolled_back': {
        const count = integer(payload.num_turns);
        if (count === null || count < 0) return raw(ref);
        twins.forget();
        turns.rollBack(count, record.timestamp, ref);
        return true;
      }
      case 'token_count':
        facts.tokenCount(record, ref, turns.current, turns.usageOwner);
        return true;
      case 'thread_settings_applied':
        facts.settingsApplied(payload, ref, turns.current);
        return true;
      case 'thread_goal_updated':
        return true;
      case 'thread_name_updated':
        return false;
      case 'agent_reasoning':
      case 'agent_reasoning_raw_content':
        return reasoning(payload, ref);
      case 'item_completed':
        return itemCompleted(payload, ref);
      default:
        return itemEvent(payload, ref);
    }
  }

  /** Parts of one thought follow each other; upstream joins them while nothing else stands in between. */
  function reasoning(payload: JsonObject, ref: RecordRef): boolean {
    const text = string(payload.text);
    if (text === null) return raw(ref);
    if (text === '') return true;
    const turnSeq = turns.ensure(ref);
    const last = book.lastShown(turnSeq);
    if (last !== undefined && book.item(last).type === 'reasoning') recorder.joinReasoning(last, text, ref);
    else show(turnSeq, { type: 'reasoning', id: turns.itemId, summary: [text], content: [] }, 'event', ref);
    return true;
  }

  function itemEvent(payload: JsonObject, ref: RecordRef): boolean {
    const isShown = shownEvents.has(payload.type);
    const item = itemOfEvent(payload, isShown ? turns.itemId : lineId(ref));
    // Upstream reads an empty answer and shows nothing for it.
    if (item === null) return (payload.type === 'agent_message' && payload.message === '') || raw(ref);
    const turnSeq = isShown ? turnForEvent(payload, ref) : null;
    if (turnSeq === null) recorder.derive(turns.place(ref), item, 'event', ref);
    else show(turnSeq, item, 'event', ref);
    return isShown;
  }

  /** Null for an event whose turn is not there: upstream drops it. */
  function turnForEvent(payload: JsonObject, ref: RecordRef): number | null {
    const turnId = string(payload.turn_id);
    switch (payload.type) {
      case 'user_message':
        return turns.forUserMessage(ref);
      case 'patch_apply_end':
        return turnId === null || turnId === '' ? turns.ensure(ref) : turns.find(turnId);
      case 'entered_review_mode':
      case 'exited_review_mode':
        return turns.forReview(turnId, ref);
      default:
        return turns.ensure(ref);
    }
  }

  function itemCompleted(payload: JsonObject, ref: RecordRef): boolean {
    const item = itemOfTurnItem(object(payload.item) ?? {});
    if (item === null) return raw(ref);
    const turnSeq = turns.find(string(payload.turn_id));
    const isShown = isShownItem(item);
    if (isShown && turnSeq !== null) show(turnSeq, item, 'turnItem', ref);
    else recorder.derive(turnSeq ?? turns.place(ref), item, 'turnItem', ref);
    return isShown;
  }

  function responseItem(payload: JsonObject, ref: RecordRef): boolean {
    const isMessage = payload.type === 'message';
    const hook = isMessage ? hookPromptOfMessage(payload, string(payload.id) ?? lineId(ref)) : null;
    if (hook !== null) {
      recorder.show(turns.ensure(ref), hook, 'message', ref);
      turns.tail(0);
      return true;
    }
    const outcome = recorder.responseItem(payload, ref, () => turns.place(ref));
    if (outcome !== 'quiet') turns.tail(outcome === 'message' ? 1 : 0);
    return isReadResponse(payload);
  }

  return recorder.projector({
    save: (): SavedLegacy => ({ items: recorder.save(), turns: turns.save() }),
    push(record, ref) {
      const name = record.type === 'event_msg' ? string(record.payload.type) : record.type;
      if (name === null || !transparent.has(name)) turns.tail(0);
      if (read(record, ref)) turns.count();
      if (name === 'user_message') turns.tail(0);
      if (turns.current !== null) book.extendTurn(turns.current, ref);
    },
  });
}

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

/** Upstream drops some kinds when it loads a file. */
function isReadResponse(payload: JsonObject): boolean {
  const type = string(payload.type) ?? '';
  return responseItemTypes.has(type) && !['ghost_snapshot', 'other', 'compaction_trigger'].includes(type);
}
