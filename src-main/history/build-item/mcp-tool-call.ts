import type { Json, ToolStatus, UpstreamItem } from '../../contracts/model/item';
import { boolean, object, string, type JsonObject } from '../json';
import { durationMs } from './duration';

type McpToolCall = Extract<UpstreamItem, { type: 'mcpToolCall' }>;

const statuses = new Set<unknown>(['inProgress', 'completed', 'failed']);

/** A paginated `McpToolCall` item, whose keys are camelCase but for `duration`; null where upstream cannot read it. */
export function mcpToolCallOfTurnItem(item: JsonObject): McpToolCall | null {
  const id = string(item.id);
  const server = string(item.server);
  const tool = string(item.tool);
  const duration = durationMs(item.duration);
  const readable = id !== null && server !== null && tool !== null && 'arguments' in item;
  if (!readable || !statuses.has(item.status) || duration === undefined) return null;
  const error = object(item.error);
  return {
    ...mcpToolCall(id, server, tool, item),
    status: item.status as ToolStatus,
    result: toolResult(object(item.result)),
    error: error === null ? null : { message: string(error.message) ?? '' },
    durationMs: duration,
  };
}

/** A legacy `mcp_tool_call_end` event; an error of the server or of the tool makes it failed. */
export function mcpToolCallOfEvent(event: JsonObject): McpToolCall | null {
  const id = string(event.call_id);
  const invocation = object(event.invocation);
  const server = string(invocation?.server);
  const tool = string(invocation?.tool);
  const outcome = object(event.result);
  const duration = durationMs(event.duration);
  if (id === null || server === null || tool === null || outcome === null || duration === undefined)
    return null;
  const result = object(outcome.Ok);
  const error = string(outcome.Err);
  if (result === null && error === null) return null;
  const fields = {
    arguments: invocation?.arguments,
    mcpAppResourceUri: event.mcp_app_resource_uri,
    mcpAppUi: event.mcp_app_ui,
    appContext: event.app_context,
    pluginId: event.plugin_id,
    readOnlyHint: event.readOnlyHint,
  };
  return {
    ...mcpToolCall(id, server, tool, fields),
    status: result === null || result.isError === true ? 'failed' : 'completed',
    result: toolResult(result),
    error: error === null ? null : { message: error },
    durationMs: duration,
  };
}

function mcpToolCall(id: string, server: string, tool: string, fields: JsonObject): McpToolCall {
  const resource = string(fields.mcpAppResourceUri);
  return {
    type: 'mcpToolCall',
    id,
    server,
    tool,
    status: 'completed',
    arguments: (fields.arguments ?? null) as Json,
    appContext: (object(fields.appContext) ?? null) as Json,
    ...(resource !== null && { mcpAppResourceUri: resource }),
    mcpAppUi: (object(fields.mcpAppUi) ?? null) as Json,
    pluginId: string(fields.pluginId),
    readOnlyHint: boolean(fields.readOnlyHint),
    result: null,
    error: null,
    durationMs: null,
  };
}

function toolResult(result: JsonObject | null): McpToolCall['result'] {
  if (result === null) return null;
  return {
    content: (Array.isArray(result.content) ? result.content : []) as Json[],
    structuredContent: (result.structuredContent ?? null) as Json,
    _meta: (result._meta ?? null) as Json,
  };
}
