import type { CommandAction, ToolStatus, UpstreamItem } from '../../contracts/model/item';
import { integer, list, object, string, strings, type JsonObject } from '../json';
import { durationMs } from './duration';
import { pathOfFileUrl, resolvePath } from './file-url';
import { optional } from './optional';
import { shellJoin } from './shell-join';

type CommandExecution = Extract<UpstreamItem, { type: 'commandExecution' }>;

const sources = new Map<unknown, CommandExecution['source']>([
  ['agent', 'agent'],
  ['user_shell', 'userShell'],
  ['unified_exec_startup', 'unifiedExecStartup'],
  ['unified_exec_interaction', 'unifiedExecInteraction'],
]);

export const toolStatuses = new Map<unknown, ToolStatus>([
  ['in_progress', 'inProgress'],
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['declined', 'declined'],
]);

/** A paginated `CommandExecution` item; null where upstream cannot read it. */
export function commandExecutionOfTurnItem(item: JsonObject): CommandExecution | null {
  const cwd = pathOfFileUrl(string(item.cwd) ?? '');
  return cwd === null ? null : commandExecution(item, item.id, cwd);
}

/**
 * A legacy `exec_command_end` event. Releases up to 0.129 wrote it on request; 0.169 passes over it, so it is
 * only ever derived.
 */
export function commandExecutionOfEvent(event: JsonObject): CommandExecution | null {
  const cwd = string(event.cwd);
  if (cwd === null) return null;
  return commandExecution({ source: 'agent', ...event }, event.call_id, pathOfFileUrl(cwd) ?? cwd);
}

function commandExecution(from: JsonObject, itemId: unknown, cwd: string): CommandExecution | null {
  const id = string(itemId);
  const command = strings(from.command);
  const source = sources.get(from.source);
  const status = toolStatuses.get(from.status);
  const commandActions = parsedCommands(from.parsed_cmd, cwd);
  const processId = optional(from.process_id, string);
  const output = optional(from.aggregated_output, string);
  const exitCode = optional(from.exit_code, exitStatus);
  const duration = durationMs(from.duration);
  const readable = Array.isArray(from.command) && command.length === from.command.length;
  if (id === null || !readable || !source || !status || !commandActions) return null;
  if (processId === undefined || output === undefined || exitCode === undefined || duration === undefined)
    return null;
  return {
    type: 'commandExecution',
    id,
    pluginId: string(from.plugin_id),
    scriptPath: string(from.script_path),
    command: shellJoin(command),
    cwd,
    processId,
    source,
    status,
    commandActions,
    aggregatedOutput: output === '' ? null : output,
    exitCode,
    durationMs: duration,
  };
}

/** Upstream reads 32 bits. */
function exitStatus(value: unknown): number | null {
  const code = integer(value);
  return code === null || code !== (code | 0) ? null : code;
}

function parsedCommands(value: unknown, cwd: string): CommandAction[] | null {
  if (!Array.isArray(value)) return null;
  const actions = list(value).map((entry) => parsedCommand(object(entry), cwd));
  return actions.includes(null) ? null : (actions as CommandAction[]);
}

function parsedCommand(parsed: JsonObject | null, cwd: string): CommandAction | null {
  const command = string(parsed?.cmd);
  if (parsed === null || command === null) return null;
  switch (parsed.type) {
    case 'read':
      return {
        type: 'read',
        command,
        name: string(parsed.name) ?? '',
        path: resolvePath(cwd, string(parsed.path) ?? ''),
      };
    case 'list_files':
      return { type: 'listFiles', command, path: string(parsed.path) };
    case 'search':
      return { type: 'search', command, query: string(parsed.query), path: string(parsed.path) };
    case 'unknown':
      return { type: 'unknown', command };
    default:
      return null;
  }
}
