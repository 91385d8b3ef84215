import { object, objects, string, strings, type JsonObject } from '../json';

/** Starts of texts that the program sends in the user's name (formats.md 3.4); the tag names the kind. */
const injected =
  /^\s*(?:<(environment_context|user_instructions|INSTRUCTIONS|turn_aborted|subagent_notification|user_shell_command|user_action|skill|model_switch|hook_prompt)\b|# (AGENTS\.md) instructions)/;

/**
 * What kinds of context a message of the model's input carries; null for a genuine message. Newer files say
 * it in `content_item_kinds`, older ones only by how the text starts.
 */
export function contextKinds(message: JsonObject): string[] | null {
  const marked = strings(object(message.internal_chat_message_metadata_passthrough)?.content_item_kinds);
  const kinds = [...new Set(marked)].filter((kind) => kind !== 'unknown');
  if (message.role === 'assistant') return null;
  if (message.role !== 'user') return kinds;
  if (kinds.length > 0) return kinds.some((kind) => kind.startsWith('user.')) ? null : kinds;
  const match = injected.exec(messageText(message));
  const kind = match?.[1] ?? match?.[2];
  return kind === undefined ? null : [kind];
}

/** All text of a response item's content, joined without separator as upstream does. */
export function messageText(message: JsonObject): string {
  return objects(message.content)
    .map((part) => string(part.text) ?? '')
    .join('');
}
