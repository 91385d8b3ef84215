import { object, string } from '../json';
import type { WrittenItem } from './rollout-line';

export type WrittenDialect = 'legacy' | 'paginated';

const recordTypes: Record<WrittenDialect, ReadonlySet<string>> = {
  legacy: new Set([
    'session_meta',
    'response_item',
    'compacted',
    'turn_context',
    'world_state',
    'token_usage_record',
    'inter_agent_communication',
    'inter_agent_communication_metadata',
  ]),
  // A second session_meta is how legacy threads tell changed metadata; paginated ones keep that in the database.
  paginated: new Set([
    'response_item',
    'compacted',
    'turn_context',
    'world_state',
    'token_usage_record',
    'inter_agent_communication',
    'inter_agent_communication_metadata',
    'realtime_item',
    'dynamic_tools_updated',
  ]),
};

const inBoth = [
  'task_started',
  'turn_started',
  'task_complete',
  'turn_complete',
  'turn_aborted',
  'token_count',
  'thread_goal_updated',
  'thread_settings_applied',
];
const events: Record<WrittenDialect, ReadonlySet<string>> = {
  legacy: new Set([
    ...inBoth,
    'user_message',
    'agent_message',
    'agent_reasoning',
    'agent_reasoning_raw_content',
    'context_compacted',
    'thread_rolled_back',
    'entered_review_mode',
    'exited_review_mode',
    'mcp_tool_call_end',
    'patch_apply_end',
    'web_search_end',
    'image_generation_end',
    'sub_agent_activity',
  ]),
  paginated: new Set([...inBoth, 'item_completed']),
};

/** Items that have no event of their own in the legacy dialect. */
const completedInLegacy = new Set(['Plan', 'Sleep', 'FunctionCallOutput']);
const passingResponses = new Set(['other', 'compaction_trigger', 'ghost_snapshot']);

/**
 * Whether an item belongs into a rollout of this dialect (formats.md 3.3): what passes by (deltas, approvals,
 * warnings) does in none, and what one dialect writes for an event the other must never hold.
 */
export function isPersisted(
  item: { type: string; payload: unknown },
  dialect: WrittenDialect,
): item is WrittenItem {
  const { type, payload } = item;
  const content = object(payload);
  if (content === null) return false;
  const kind = string(content.type);
  if (type === 'event_msg') {
    if (kind === null) return false;
    return events[dialect].has(kind) || (kind === 'item_completed' && isCompletedInLegacy(content.item));
  }
  if (!recordTypes[dialect].has(type)) return false;
  return type !== 'response_item' || (kind !== null && !passingResponses.has(kind));
}

function isCompletedInLegacy(value: unknown): boolean {
  const item = object(value);
  const type = string(item?.type);
  if (type === null) return false;
  return completedInLegacy.has(type) || (type === 'SubAgentActivity' && item?.kind === 'completed');
}
