import type { Json, ThreadItem, UpstreamItem } from '../../contracts/model/item';
import { list, object, objects, string, strings, type JsonObject } from '../json';
import { applyPatchChanges } from './apply-patch';
import { commandOutput, type CommandOutput } from './command-output';
import { shellJoin } from './shell-join';
import { webSearchAction } from './web-search';

/**
 * A call of the model and its output, where no event tells them: the view of an auditor, not upstream's.
 * A call without an output is still going on as far as the file tells; an output without a call stands alone.
 */
export function toolCall(type: string, id: string, payloads: readonly JsonObject[]): ThreadItem {
  const call = payloads.find((payload) => !isOutput(payload)) ?? {};
  const outputs = payloads.filter(isOutput);
  const output = outputs.length === 0 ? null : commandOutput(outputs.at(-1)?.output);
  switch (type) {
    case 'commandExecution':
      return commandExecution(id, call, output);
    case 'fileChange':
      return fileChange(id, call, output);
    case 'webSearch':
      return webSearchCall(id, call);
    case 'imageView':
      return { type: 'imageView', id, path: string(parsedArguments(call).path) ?? '' };
    case 'imageGeneration':
      return imageGenerationCall(id, call);
    default:
      return dynamicToolCall(id, call, outputs.at(-1)?.output, output);
  }
}

function isOutput(payload: JsonObject): boolean {
  return typeof payload.type === 'string' && payload.type.endsWith('_output');
}

function commandExecution(id: string, call: JsonObject, output: CommandOutput | null): UpstreamItem {
  const args = call.type === 'local_shell_call' ? (object(call.action) ?? {}) : parsedArguments(call);
  const exitCode = output?.exitCode ?? null;
  return {
    type: 'commandExecution',
    id,
    pluginId: null,
    scriptPath: null,
    command: commandLine(args),
    cwd: string(args.workdir) ?? string(args.working_directory) ?? '',
    processId: output?.processId ?? null,
    source: 'agent',
    status: output === null ? 'inProgress' : exitCode !== null && exitCode !== 0 ? 'failed' : 'completed',
    commandActions: [],
    aggregatedOutput: output?.text ?? null,
    exitCode,
    durationMs: output?.durationMs ?? null,
  };
}

/** `command` is a vector or a line, `cmd` a line. */
function commandLine(args: JsonObject): string {
  const line = string(args.cmd) ?? string(args.command);
  return line ?? shellJoin(strings(args.command));
}

function fileChange(id: string, call: JsonObject, output: CommandOutput | null): UpstreamItem {
  const patch = string(call.input) ?? string(parsedArguments(call).input) ?? '';
  const failed = output !== null && output.exitCode !== null && output.exitCode !== 0;
  const status = output === null ? 'inProgress' : failed ? 'failed' : 'completed';
  return { type: 'fileChange', id, changes: applyPatchChanges(patch), status };
}

function webSearchCall(id: string, call: JsonObject): UpstreamItem {
  const action = object(call.action);
  const query = string(action?.query) ?? strings(action?.queries)[0] ?? string(action?.url) ?? '';
  return { type: 'webSearch', id, query, action: webSearchAction(action), results: null };
}

function imageGenerationCall(id: string, call: JsonObject): UpstreamItem {
  return {
    type: 'imageGeneration',
    id,
    status: string(call.status) ?? '',
    revisedPrompt: string(call.revised_prompt),
    result: string(call.result) ?? '',
    transparentBackground: null,
    failure: null,
    generationId: null,
  };
}

function dynamicToolCall(
  id: string,
  call: JsonObject,
  raw: unknown,
  output: CommandOutput | null,
): UpstreamItem {
  return {
    type: 'dynamicToolCall',
    id,
    namespace: string(call.namespace),
    tool: string(call.name) ?? string(call.type) ?? '',
    arguments: callArguments(call),
    status: output === null ? 'inProgress' : 'completed',
    contentItems: output === null ? null : contentItems(raw),
    success: null,
    durationMs: output?.durationMs ?? null,
  };
}

/** Outputs are a text or a list of parts. */
function contentItems(output: unknown): Extract<UpstreamItem, { type: 'dynamicToolCall' }>['contentItems'] {
  const text = string(output);
  if (text !== null) return [{ type: 'inputText', text }];
  return objects(output).map((part) => {
    const imageUrl = string(part.image_url);
    const audioUrl = string(part.audio_url);
    if (imageUrl !== null) return { type: 'inputImage', imageUrl };
    if (audioUrl !== null) return { type: 'inputAudio', audioUrl };
    return { type: 'inputText', text: string(part.text) ?? '' };
  });
}

function callArguments(call: JsonObject): Json {
  if (call.input !== undefined) return call.input as Json;
  const parsed = parseJson(call.arguments);
  return (parsed === undefined ? (call.arguments ?? null) : parsed) as Json;
}

/** Arguments are JSON in a string; broken ones read as none. */
function parsedArguments(call: JsonObject): JsonObject {
  const parsed = parseJson(call.arguments);
  return object(parsed) ?? (Array.isArray(parsed) ? { command: list(parsed) } : {});
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return object(text) ?? undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The model may write anything; the raw text is shown instead.
    return undefined;
  }
}
