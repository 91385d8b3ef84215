import type { Json, UpstreamItem, UserInput } from '../../contracts/model/item';
import { integer, list, object, objects, string, strings, type JsonObject } from '../json';

type UserMessage = Extract<UpstreamItem, { type: 'userMessage' }>;
type AgentMessage = Extract<UpstreamItem, { type: 'agentMessage' }>;
type Reasoning = Extract<UpstreamItem, { type: 'reasoning' }>;

const phases = new Set<unknown>(['commentary', 'partial_answer', 'final_answer']);

/** A legacy `user_message` event: text when not blank, then images, local images and sounds. */
export function userMessageOfEvent(event: JsonObject, id: string): UserMessage | null {
  const message = string(event.message);
  if (message === null) return null;
  const images = imagesOfEvent(event);
  if (images === null) return null;
  const localDetails = list(event.local_image_details);
  const content: UserInput[] = [
    ...(message.trim() === '' ? [] : [textInput(message, event.text_elements)]),
    ...images,
    ...strings(event.local_images).map((path, at): UserInput => {
      return { type: 'localImage', path, detail: string(localDetails[at]) };
    }),
    ...strings(event.audio).map((url): UserInput => ({ type: 'audio', url })),
    ...strings(event.local_audio).map((path): UserInput => ({ type: 'localAudio', path })),
  ];
  return { type: 'userMessage', id, clientId: string(event.client_id), content };
}

/** Images by URL and by the id of an uploaded file; `image_order` tells how they follow each other, if it is there. */
function imagesOfEvent(event: JsonObject): UserInput[] | null {
  const details = list(event.image_details);
  const fileDetails = list(event.file_id_details);
  const inline = strings(event.images).map((url, at): UserInput => {
    return { type: 'image', url, detail: string(details[at]) };
  });
  const files = strings(event.file_ids).map((fileId, at): UserInput => {
    return { type: 'image', fileId, detail: string(fileDetails[at]) };
  });
  const order = list(event.image_order);
  if (event.image_order !== undefined && !Array.isArray(event.image_order)) return null;
  if (order.some((kind) => kind !== 'inline' && kind !== 'file')) return null;
  const ordered = order.flatMap((kind) => (kind === 'inline' ? inline : files).shift() ?? []);
  return [...ordered, ...inline, ...files];
}

/** A paginated `UserMessage` item; null where upstream cannot read it. */
export function userMessageOfTurnItem(item: JsonObject): UserMessage | null {
  const id = string(item.id);
  if (id === null || !Array.isArray(item.content)) return null;
  const content = list(item.content).map((part) => userInput(object(part)));
  if (content.includes(null)) return null;
  return { type: 'userMessage', id, clientId: string(item.client_id), content: content as UserInput[] };
}

function userInput(part: JsonObject | null): UserInput | null {
  if (part === null) return null;
  const path = string(part.path);
  const name = string(part.name);
  switch (part.type) {
    case 'text': {
      const text = string(part.text);
      return text === null ? null : textInput(text, part.text_elements);
    }
    case 'image':
      return reference(part, 'image_url', (source) => ({
        type: 'image',
        ...source,
        detail: string(part.detail),
      }));
    case 'local_image':
      return path === null ? null : { type: 'localImage', path, detail: string(part.detail) };
    case 'audio':
      return reference(part, 'audio_url', (source) => ({ type: 'audio', ...source }));
    case 'local_audio':
      return path === null ? null : { type: 'localAudio', path };
    case 'skill':
    case 'mention':
      return path === null || name === null ? null : { type: part.type, name, path };
    default:
      return null;
  }
}

/** Media is given by URL or by the id of an uploaded file. */
function reference(
  part: JsonObject,
  urlKey: string,
  make: (source: { url: string } | { fileId: string }) => UserInput,
): UserInput | null {
  const url = string(part[urlKey]);
  const fileId = string(part.file_id);
  if (url !== null) return make({ url });
  return fileId === null ? null : make({ fileId });
}

function textInput(text: string, elements: unknown): UserInput {
  const spans = objects(elements).map((element): Json => {
    const range = object(element.byte_range);
    return {
      byteRange: { start: (range?.start ?? 0) as Json, end: (range?.end ?? 0) as Json },
      placeholder: string(element.placeholder),
    };
  });
  return { type: 'text', text, text_elements: spans };
}

/** A legacy `agent_message` event; upstream drops empty ones and such with a phase that it does not know. */
export function agentMessageOfEvent(event: JsonObject, id: string): AgentMessage | null {
  const text = string(event.message);
  return text === null || text === '' ? null : agentMessage(event, id, text);
}

/** A paginated `AgentMessage` item; null where upstream cannot read it. */
export function agentMessageOfTurnItem(item: JsonObject): AgentMessage | null {
  const id = string(item.id);
  if (id === null || !Array.isArray(item.content)) return null;
  const texts = list(item.content).map((part) =>
    object(part)?.type === 'Text' ? string(object(part)?.text) : null,
  );
  return texts.includes(null) ? null : agentMessage(item, id, texts.join(''));
}

function agentMessage(from: JsonObject, id: string, text: string): AgentMessage | null {
  const phase = string(from.phase);
  if (phase !== null && !phases.has(phase)) return null;
  if (string(from.delivery) !== null && from.delivery !== 'async') return null;
  const citation = memoryCitation(object(from.memory_citation));
  if (citation === undefined) return null;
  return {
    type: 'agentMessage',
    moderation: (object(from.moderation) ?? null) as Json,
    id,
    text,
    phase,
    memoryCitation: citation,
    delivery: string(from.delivery),
    questions: questions(from.questions),
  };
}

/** Undefined for a citation in a shape of older releases, which upstream cannot read. */
function memoryCitation(citation: JsonObject | null): Json | undefined {
  if (citation === null) return null;
  const entries = objects(citation.entries).map(citationEntry);
  if (entries.includes(null)) return undefined;
  return { entries, threadIds: strings(citation.rolloutIds) };
}

function citationEntry(entry: JsonObject): Json {
  const { path, lineStart, lineEnd, note } = entry;
  const isWhole = string(path) !== null && integer(lineStart) !== null && integer(lineEnd) !== null;
  return isWhole
    ? { path: path as Json, lineStart: lineStart as Json, lineEnd: lineEnd as Json, note: string(note) ?? '' }
    : null;
}

function questions(value: unknown): Json {
  if (!Array.isArray(value)) return null;
  return objects(value).map((question) => ({
    title: string(question.title) ?? '',
    options: (Array.isArray(question.options) ? question.options : null) as Json,
  }));
}

/** A paginated `Reasoning` item; null where upstream cannot read it. */
export function reasoningOfTurnItem(item: JsonObject): Reasoning | null {
  const id = string(item.id);
  if (id === null || !Array.isArray(item.summary_text)) return null;
  return { type: 'reasoning', id, summary: strings(item.summary_text), content: strings(item.raw_content) };
}
