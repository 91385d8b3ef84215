import type { Json, ToolOutputContent, UpstreamItem } from '../../contracts/model/item';
import { boolean, list, object, string, type JsonObject } from '../json';
import { toolStatuses } from './command-execution';
import { durationMs } from './duration';

type DynamicToolCall = Extract<UpstreamItem, { type: 'dynamicToolCall' }>;

/** A paginated `DynamicToolCall` item; null where upstream cannot read it. */
export function dynamicToolCallOfTurnItem(item: JsonObject): DynamicToolCall | null {
  const id = string(item.id);
  const tool = string(item.tool);
  const status = item.status === 'declined' ? undefined : toolStatuses.get(item.status);
  const duration = durationMs(item.duration);
  const contentItems = outputContent(item.content_items);
  if (id === null || tool === null || !status || duration === undefined || contentItems === undefined)
    return null;
  return {
    type: 'dynamicToolCall',
    id,
    namespace: string(item.namespace),
    tool,
    arguments: (item.arguments ?? null) as Json,
    status,
    contentItems,
    success: boolean(item.success),
    durationMs: duration,
  };
}

/** A legacy `dynamic_tool_call_response` event, written on request up to 0.129; 0.169 passes over it. */
export function dynamicToolCallOfEvent(event: JsonObject): DynamicToolCall | null {
  const status = event.success === false ? 'failed' : 'completed';
  return dynamicToolCallOfTurnItem({ ...event, id: event.call_id, status });
}

function outputContent(value: unknown): ToolOutputContent[] | null | undefined {
  if (value === undefined || value === null) return null;
  const contents = list(value).map((entry) => outputPart(object(entry)));
  return contents.includes(null) ? undefined : (contents as ToolOutputContent[]);
}

function outputPart(part: JsonObject | null): ToolOutputContent | null {
  const text = string(part?.text);
  const imageUrl = string(part?.imageUrl);
  const audioUrl = string(part?.audioUrl);
  if (part?.type === 'inputText' && text !== null) return { type: 'inputText', text };
  if (part?.type === 'inputImage' && imageUrl !== null) return { type: 'inputImage', imageUrl };
  if (part?.type === 'inputAudio' && audioUrl !== null) return { type: 'inputAudio', audioUrl };
  return null;
}
