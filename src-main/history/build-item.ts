import type { Json, ThreadItem, UpstreamItem } from '../contracts/model/item';
import { contextKinds, messageText } from './build-item/context-message';
import { itemOfEvent } from './build-item/event-item';
import { hookPromptOfMessage } from './build-item/hook-prompt';
import {
  agentMessageOfResponse,
  reasoningOfResponse,
  userMessageOfResponse,
} from './build-item/response-message';
import { toolCall } from './build-item/tool-call';
import { itemOfTurnItem } from './build-item/turn-item';
import { number, object, string, strings } from './json';
import type { ItemSketch, RolloutRecord } from './types';

/**
 * Pass 2: one item from its records, which are those of `sketch.records`, in that order.
 *
 * Never throws on odd content: what cannot be built any more (a file that changed underneath) is shown raw.
 */
export function buildItem(sketch: ItemSketch, records: readonly RolloutRecord[]): ThreadItem {
  const item = byRule(sketch, records) ?? unknownRecord(sketch, records);
  return {
    ...item,
    id: sketch.itemId,
    ...itemTimes(records),
    ...(sketch.upstreamSeq === null && { derived: true as const }),
    provenance: [...sketch.records, ...sketch.twins].sort((one, other) => one.offset - other.offset),
  };
}

function byRule(sketch: ItemSketch, records: readonly RolloutRecord[]): ThreadItem | null {
  const last = records.at(-1)?.payload ?? {};
  const id = sketch.itemId;
  switch (sketch.rule) {
    case 'event':
      return sketch.type === 'reasoning' ? reasoningOfEvents(id, records) : itemOfEvent(last, id);
    case 'turnItem':
      return itemOfTurnItem(object(last.item) ?? {});
    case 'message':
      if (sketch.type === 'hookPrompt') return hookPromptOfMessage(last, id);
      return last.role === 'assistant' ? agentMessageOfResponse(last, id) : userMessageOfResponse(last, id);
    case 'reasoning':
      return reasoningOfResponse(last, id);
    case 'toolCall':
      return toolCall(
        sketch.type,
        id,
        records.map((record) => record.payload),
      );
    case 'context':
      return {
        type: 'contextMessage',
        id,
        role: string(last.role) ?? '',
        kinds: contextKinds(last) ?? [],
        text: messageText(last),
      };
    case 'interAgent':
      return {
        type: 'interAgentMessage',
        id,
        author: string(last.author) ?? '',
        recipient: string(last.recipient) ?? '',
        text: string(last.content) ?? messageText(last),
      };
    case 'compaction':
      return compaction(sketch, records);
    case 'unknown':
      return null;
  }
}

/** Each event is one part; upstream keeps summaries and raw thoughts apart. */
function reasoningOfEvents(id: string, records: readonly RolloutRecord[]): UpstreamItem {
  const parts = records.map((record) => record.payload);
  return {
    type: 'reasoning',
    id,
    summary: strings(parts.filter((part) => part.type === 'agent_reasoning').map((part) => part.text)),
    content: strings(parts.filter((part) => part.type !== 'agent_reasoning').map((part) => part.text)),
  };
}

function compaction(sketch: ItemSketch, records: readonly RolloutRecord[]): ThreadItem | null {
  const at = records.findIndex((record) => record.type === 'compacted');
  const record = sketch.records[at];
  const payload = records[at]?.payload;
  if (!record || !payload) return { type: 'contextCompaction', id: sketch.itemId };
  const replacement = payload.replacement_history;
  return {
    type: 'contextCompaction',
    id: sketch.itemId,
    compaction: {
      message: string(payload.message) ?? '',
      replacementCount: Array.isArray(replacement) ? replacement.length : null,
      record,
    },
  };
}

function unknownRecord(sketch: ItemSketch, records: readonly RolloutRecord[]): ThreadItem {
  const record = records.at(-1);
  const inner = string(record?.payload.type);
  const recordType = inner === null ? (record?.type ?? '') : `${record?.type}/${inner}`;
  return { type: 'unknownRecord', id: sketch.itemId, recordType, raw: (record?.raw ?? null) as Json };
}

/** Times that the first record tells; upstream answers null where there are none, and keeps them for later versions. */
function itemTimes(records: readonly RolloutRecord[]): Pick<ThreadItem, 'startedAtMs' | 'completedAtMs'> {
  const told = records.find((record) => record.type === 'event_msg')?.payload;
  if (told?.type === 'sub_agent_activity')
    return { startedAtMs: null, completedAtMs: number(told.occurred_at_ms) };
  if (told?.type !== 'item_completed') return { startedAtMs: null, completedAtMs: null };
  return { startedAtMs: number(told.started_at_ms), completedAtMs: number(told.completed_at_ms) };
}
