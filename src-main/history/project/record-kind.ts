import { object, string, type JsonObject } from '../json';
import type { RolloutRecord } from '../types';
import { responseItemTypes } from './response-items';

/** Record types that Skein knows (formats.md 2.2). */
const recordTypes = new Set([
  'session_meta',
  'response_item',
  'compacted',
  'turn_context',
  'event_msg',
  'inter_agent_communication',
  'inter_agent_communication_metadata',
  'world_state',
  'token_usage_record',
  'realtime_item',
  'dynamic_tools_updated',
  'security_risk_score',
  'retained_context',
]);

/** Events that appear or have appeared in rollouts (formats.md 3.1). */
const events = new Set([
  'task_started',
  'turn_started',
  'task_complete',
  'turn_complete',
  'turn_aborted',
  'user_message',
  'agent_message',
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'token_count',
  'context_compacted',
  'thread_rolled_back',
  'entered_review_mode',
  'exited_review_mode',
  'mcp_tool_call_end',
  'patch_apply_end',
  'web_search_end',
  'image_generation_end',
  'thread_goal_updated',
  'thread_settings_applied',
  'thread_name_updated',
  'item_completed',
  'sub_agent_activity',
  'error',
  'exec_command_end',
  'view_image_tool_call',
  'dynamic_tool_call_request',
  'dynamic_tool_call_response',
  'collab_agent_spawn_end',
  'collab_agent_interaction_end',
  'collab_waiting_end',
  'collab_close_end',
  'collab_resume_end',
  'guardian_assessment',
  'undo_completed',
]);

/** Items inside `item_completed` (formats.md 3.2b). */
const turnItems = new Set([
  'UserMessage',
  'HookPrompt',
  'AgentMessage',
  'Plan',
  'Reasoning',
  'CommandExecution',
  'FileChange',
  'McpToolCall',
  'DynamicToolCall',
  'CollabAgentToolCall',
  'SubAgentActivity',
  'WebSearch',
  'ImageView',
  'ImageGeneration',
  'Extension',
  'Sleep',
  'EnteredReviewMode',
  'ExitedReviewMode',
  'ContextCompaction',
  'FunctionCallOutput',
]);

export interface RecordKind {
  /** `event_msg/item_completed/Plan`. */
  kind: string;
  /** Whether Skein knows it. */
  known: boolean;
}

/** Names are made once: a long file asks for the same few a million times. */
const knownTypes = named('', recordTypes);
const knownEvents = named('event_msg/', events);
const knownItems = named('event_msg/item_completed/', turnItems);
const knownResponses = named('response_item/', responseItemTypes);

/** The kind of a record, by its type and the types inside. */
export function kindOf(record: RolloutRecord): RecordKind {
  const { type, payload } = record;
  const inner = string(payload.type) ?? '';
  if (type === 'event_msg' && inner === 'item_completed') {
    const item = string(object(payload.item)?.type) ?? '';
    return knownItems.get(item) ?? { kind: `event_msg/item_completed/${item}`, known: false };
  }
  if (type === 'event_msg') return knownEvents.get(inner) ?? { kind: `event_msg/${inner}`, known: false };
  if (type === 'response_item')
    return knownResponses.get(inner) ?? { kind: `response_item/${inner}`, known: false };
  if (type === 'bare') return bareKind(payload, inner);
  return knownTypes.get(type) ?? { kind: type, known: false };
}

/** Lines without an envelope are the meta, a state line or a response item. */
function bareKind(payload: JsonObject, inner: string): RecordKind {
  if (inner !== '') return { kind: `bare/${inner}`, known: knownResponses.has(inner) };
  if (payload.record_type === 'state') return { kind: 'bare/state', known: true };
  return { kind: 'bare/meta', known: string(payload.id) !== null };
}

function named(prefix: string, types: ReadonlySet<string>): Map<string, RecordKind> {
  return new Map([...types].map((type) => [type, { kind: prefix + type, known: true }]));
}
