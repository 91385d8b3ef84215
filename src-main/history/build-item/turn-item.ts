import type { Json, UpstreamItem } from '../../contracts/model/item';
import { integer, string, type JsonObject } from '../json';
import { collabCallOfTurnItem, subAgentActivityOfTurnItem } from './agents';
import { commandExecutionOfTurnItem } from './command-execution';
import { dynamicToolCallOfTurnItem } from './dynamic-tool-call';
import { fileChangeOfTurnItem } from './file-change';
import { hookPromptOfTurnItem } from './hook-prompt';
import { imageGeneration, imageGenerationOfExtension, imageViewOfTurnItem } from './images';
import { mcpToolCallOfTurnItem } from './mcp-tool-call';
import { agentMessageOfTurnItem, reasoningOfTurnItem, userMessageOfTurnItem } from './messages';
import { enteredReviewOfTurnItem, exitedReview } from './review';
import { webSearch, webSearchOfExtension } from './web-search';

/**
 * `item_completed.item` as the app-server shows it (formats.md 3.2b); null for a kind or a shape that it
 * cannot read and therefore leaves out.
 */
export function itemOfTurnItem(item: JsonObject): UpstreamItem | null {
  switch (item.type) {
    case 'UserMessage':
      return userMessageOfTurnItem(item);
    case 'AgentMessage':
      return agentMessageOfTurnItem(item);
    case 'Reasoning':
      return reasoningOfTurnItem(item);
    case 'Plan':
      return withId(item, (id) => ({ type: 'plan', id, text: string(item.text) ?? '' }));
    case 'HookPrompt':
      return hookPromptOfTurnItem(item);
    case 'CommandExecution':
      return commandExecutionOfTurnItem(item);
    case 'FileChange':
      return fileChangeOfTurnItem(item);
    case 'McpToolCall':
      return mcpToolCallOfTurnItem(item);
    case 'DynamicToolCall':
      return dynamicToolCallOfTurnItem(item);
    case 'CollabAgentToolCall':
      return collabCallOfTurnItem(item);
    case 'SubAgentActivity':
      return subAgentActivityOfTurnItem(item);
    case 'WebSearch':
      return webSearch(item, item.id);
    case 'ImageView':
      return imageViewOfTurnItem(item);
    case 'ImageGeneration':
      return imageGeneration(item, item.id);
    case 'EnteredReviewMode':
      return enteredReviewOfTurnItem(item);
    case 'ExitedReviewMode':
      return exitedReview(item, item.id);
    case 'ContextCompaction':
      return withId(item, (id) => ({ type: 'contextCompaction', id }));
    case 'FunctionCallOutput':
      return functionCallOutput(item);
    case 'Extension':
      return extension(item);
    default:
      return null;
  }
}

function extension(item: JsonObject): UpstreamItem | null {
  switch (item.kind) {
    case 'image_gen.generation':
      return imageGenerationOfExtension(item);
    case 'web.search':
      return webSearchOfExtension(item);
    case 'clock.sleep': {
      const durationMs = integer(item.durationMs);
      return durationMs === null ? null : withId(item, (id) => ({ type: 'sleep', id, durationMs }));
    }
    default:
      return null;
  }
}

function functionCallOutput(item: JsonObject): UpstreamItem | null {
  const name = string(item.name);
  if (name === null || item.output === undefined) return null;
  const output = item.output as Json;
  return withId(item, (id) => ({
    type: 'functionCallOutput',
    id,
    name,
    namespace: string(item.namespace),
    output,
  }));
}

function withId(item: JsonObject, make: (id: string) => UpstreamItem): UpstreamItem | null {
  const id = string(item.id);
  return id === null ? null : make(id);
}
