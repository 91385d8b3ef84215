import type { UpstreamItem, UserInput } from '../../contracts/model/item';
import { objects, string, type JsonObject } from '../json';
import { messageText } from './context-message';

/** A user message that no event tells: bare files and response items written without a turn. */
export function userMessageOfResponse(message: JsonObject, id: string): UpstreamItem {
  const content = objects(message.content).flatMap((part): UserInput[] => {
    const text = string(part.text);
    const url = string(part.image_url) ?? string(part.audio_url);
    const fileId = string(part.file_id);
    if (text !== null) return text.trim() === '' ? [] : [{ type: 'text', text, text_elements: [] }];
    const type = part.type === 'input_audio' ? 'audio' : 'image';
    if (url !== null) return [{ type, url }];
    return fileId === null ? [] : [{ type, fileId }];
  });
  return { type: 'userMessage', id, clientId: null, content };
}

/** An answer that no event tells. */
export function agentMessageOfResponse(message: JsonObject, id: string): UpstreamItem {
  return {
    type: 'agentMessage',
    moderation: null,
    id,
    text: messageText(message),
    phase: string(message.phase),
    memoryCitation: null,
    delivery: null,
    questions: null,
  };
}

/** Reasoning that no event tells. */
export function reasoningOfResponse(item: JsonObject, id: string): UpstreamItem {
  const texts = (parts: unknown) =>
    objects(parts)
      .map((part) => string(part.text) ?? '')
      .filter((text) => text !== '');
  return { type: 'reasoning', id, summary: texts(item.summary), content: texts(item.content) };
}
