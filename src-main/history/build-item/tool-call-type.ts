import type { ThreadItem } from '../../contracts/model/item';
import { string, type JsonObject } from '../json';

const shells = new Set(['shell', 'container.exec', 'shell_command', 'exec_command', 'local_shell']);

/** Which kind of item a call of the model becomes where no event tells it. */
export function toolCallType(call: JsonObject): ThreadItem['type'] {
  if (call.type === 'local_shell_call') return 'commandExecution';
  if (call.type === 'web_search_call') return 'webSearch';
  if (call.type === 'image_generation_call') return 'imageGeneration';
  const name = string(call.name) ?? '';
  if (shells.has(name)) return 'commandExecution';
  if (name === 'apply_patch') return 'fileChange';
  if (name === 'view_image') return 'imageView';
  return 'dynamicToolCall';
}
