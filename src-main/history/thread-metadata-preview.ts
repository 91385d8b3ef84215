/** IDE extensions put their context before this line; the request is what stands behind it. */
const requestMarker = '## My request for Codex:';

/** Texts that Codex itself sends in the user's name. Only bare files need this: elsewhere an event tells a real message. */
const wrappers = ['<environment_context>', '<user_instructions>', '<ENVIRONMENT_CONTEXT>'];

/**
 * What a user message contributes to a thread's preview (thread-store.md 3.5.5, formats.md 4.6): the text
 * behind the IDE marker, trimmed; `[Image]` or `[Audio]` when there is no text; null when there is nothing.
 */
export function previewOfMessage(text: string, has: { images: boolean; audio: boolean }): string | null {
  const marker = text.indexOf(requestMarker);
  const request = (marker < 0 ? text : text.slice(marker + requestMarker.length)).trim();
  if (request !== '') return request;
  if (has.images) return '[Image]';
  return has.audio ? '[Audio]' : null;
}

/** Preview from a legacy `user_message` event. */
export function previewOfEvent(payload: Record<string, unknown>): string | null {
  const text = typeof payload.message === 'string' ? payload.message : '';
  return previewOfMessage(text, {
    images: filled(payload.images) || filled(payload.local_images),
    audio: filled(payload.audio) || filled(payload.local_audio),
  });
}

/** Preview from the content of a paginated `UserMessage` item: its text inputs are joined without separator. */
export function previewOfContent(content: unknown): string | null {
  const parts = Array.isArray(content) ? content.filter(isObject) : [];
  const text = parts.map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : ''));
  const kinds = parts.map((part) => part.type);
  return previewOfMessage(text.join(''), {
    images: kinds.includes('image') || kinds.includes('local_image'),
    audio: kinds.includes('audio') || kinds.includes('local_audio'),
  });
}

/** Preview from a line of a file without envelopes: the first message that is really the user's. */
export function previewOfBareLine(line: Record<string, unknown>): string | null {
  if (line.type !== 'message' || line.role !== 'user' || !Array.isArray(line.content)) return null;
  const parts = line.content.filter(isObject);
  const text = parts.map((part) => (typeof part.text === 'string' ? part.text : '')).join('');
  if (wrappers.some((wrapper) => text.trimStart().startsWith(wrapper))) return null;
  return previewOfMessage(text, { images: parts.some((p) => p.type === 'input_image'), audio: false });
}

function filled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
