import type { UpstreamItem } from '../../contracts/model/item';
import { string, type JsonObject } from '../json';
import { collabCallOfEvent, subAgentActivityOfEvent } from './agents';
import { commandExecutionOfEvent } from './command-execution';
import { dynamicToolCallOfEvent } from './dynamic-tool-call';
import { fileChangeOfEvent } from './file-change';
import { imageGeneration, imageViewOfEvent } from './images';
import { mcpToolCallOfEvent } from './mcp-tool-call';
import { agentMessageOfEvent, userMessageOfEvent } from './messages';
import { enteredReviewOfEvent, exitedReview } from './review';
import { webSearch } from './web-search';

/**
 * A legacy event that is an item of its own; null for all others and for shapes that upstream cannot read.
 * `id` counts for events that have none.
 */
export function itemOfEvent(event: JsonObject, id: string): UpstreamItem | null {
  switch (event.type) {
    case 'user_message':
      return userMessageOfEvent(event, id);
    case 'agent_message':
      return agentMessageOfEvent(event, id);
    case 'context_compacted':
      // Upstream reads this event only when it has nothing else in it.
      return Object.keys(event).length > 1 ? null : { type: 'contextCompaction', id };
    case 'entered_review_mode':
      return enteredReviewOfEvent(event, string(event.item_id) ?? id);
    case 'exited_review_mode':
      return exitedReview(event, string(event.item_id) ?? id);
    case 'web_search_end':
      return webSearch(event, event.call_id);
    case 'mcp_tool_call_end':
      return mcpToolCallOfEvent(event);
    case 'patch_apply_end':
      return fileChangeOfEvent(event);
    case 'image_generation_end':
      return imageGeneration(event, event.call_id);
    case 'sub_agent_activity':
      return subAgentActivityOfEvent(event);
    case 'exec_command_end':
      return commandExecutionOfEvent(event);
    case 'dynamic_tool_call_response':
      return dynamicToolCallOfEvent(event);
    case 'view_image_tool_call':
      return imageViewOfEvent(event);
    case 'collab_agent_spawn_end':
    case 'collab_agent_interaction_end':
    case 'collab_waiting_end':
    case 'collab_close_end':
    case 'collab_resume_end':
      return collabCallOfEvent(event);
    default:
      return null;
  }
}
