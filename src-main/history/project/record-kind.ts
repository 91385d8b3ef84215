import { object, string } from '../json';
import type { RolloutRecord } from '../types';
import { ResponseItems } from './response-items';

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
  'bare',
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

/** Name of a record's kind, `event_msg/item_completed/Plan`, and whether Skein knows it. */
export function kindOf(record: RolloutRecord): { kind: string; known: boolean } {
  const { type, payload } = record;
  const inner = string(payload.type);
  if (type === 'event_msg') {
    if (inner !== 'item_completed')
      return { kind: `${type}/${inner}`, known: inner !== null && events.has(inner) };
    const item = string(object(payload.item)?.type);
    return { kind: `${type}/${inner}/${item}`, known: item !== null && turnItems.has(item) };
  }
  if (type === 'response_item') return { kind: `${type}/${inner}`, known: ResponseItems.knows(inner) };
  if (type === 'bare') return { kind: `bare/${inner ?? string(payload.record_type) ?? 'meta'}`, known: true };
  return { kind: type, known: recordTypes.has(type) };
}
