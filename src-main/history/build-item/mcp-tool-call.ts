import type { Json, ToolStatus, UpstreamItem } from '../../contracts/model/item';
import { boolean, object, string, type JsonObject } from '../json';
import { durationMs } from './duration';
import { optional } from './optional';

type McpToolCall = Extract<UpstreamItem, { type: 'mcpToolCall' }>;

const displayModes = new Set<unknown>(['inline', 'fullscreen']);
const statuses = new Set<unknown>(['inProgress', 'completed', 'failed']);

/** A paginated `McpToolCall` item, whose keys are camelCase but for `duration`; null where upstream cannot read it. */
export function mcpToolCallOfTurnItem(item: JsonObject): McpToolCall | null {
  const id = string(item.id);
  const server = string(item.server);
  const tool = string(item.tool);
  const duration = durationMs(item.duration);
  const readable = id !== null && server !== null && tool !== null && 'arguments' in item;
  const result = optional(item.result, toolResult);
  const error = optional(item.error, toolError);
  if (!readable || !statuses.has(item.status) || !isUi(item.mcpAppUi)) return null;
  if (duration === undefined || result === undefined || error === undefined) return null;
  return {
    ...mcpToolCall(id, server, tool, item),
    status: item.status as ToolStatus,
    result,
    error,
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
  const result = toolResult(outcome.Ok);
  const error = string(outcome.Err);
  if ((result === null && error === null) || !isUi(event.mcp_app_ui)) return null;
  const fields = {
    arguments: invocation?.arguments,
    mcpAppResourceUri: event.mcp_app_resource_uri,
    mcpAppUi: event.mcp_app_ui,
    pluginId: event.plugin_id,
    readOnlyHint: event.readOnlyHint,
  };
  return {
    ...mcpToolCall(id, server, tool, fields),
    status: result === null || object(outcome.Ok)?.isError === true ? 'failed' : 'completed',
    result,
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
    // No release driven so far writes what this is made of.
    appContext: null,
    ...(resource !== null && { mcpAppResourceUri: resource }),
    mcpAppUi: (object(fields.mcpAppUi) ?? null) as Json,
    pluginId: string(fields.pluginId),
    readOnlyHint: boolean(fields.readOnlyHint),
    result: null,
    error: null,
    durationMs: null,
  };
}

function toolResult(value: unknown): McpToolCall['result'] {
  const result = object(value);
  if (!Array.isArray(result?.content)) return null;
  return {
    content: result.content as Json[],
    structuredContent: (result.structuredContent ?? null) as Json,
    _meta: (result._meta ?? null) as Json,
  };
}

function toolError(value: unknown): McpToolCall['error'] {
  const message = string(object(value)?.message);
  return message === null ? null : { message };
}

function isUi(value: unknown): boolean {
  const mode = object(value)?.preferredModelDisplayMode;
  return value === undefined || value === null || displayModes.has(mode);
}
