import type { Json, UpstreamItem } from '../../contracts/model/item';
import { boolean, object, objects, string, type JsonObject } from '../json';
import { pathOfFileUrl } from './file-url';

type ImageView = Extract<UpstreamItem, { type: 'imageView' }>;
type ImageGeneration = Extract<UpstreamItem, { type: 'imageGeneration' }>;

/** A paginated `ImageView` item, whose path is a URL; null where upstream cannot read it. */
export function imageViewOfTurnItem(item: JsonObject): ImageView | null {
  const path = pathOfFileUrl(string(item.path) ?? '');
  return imageView(item.id, path);
}

/** A legacy `view_image_tool_call` event, written on request up to 0.129; 0.169 passes over it. */
export function imageViewOfEvent(event: JsonObject): ImageView | null {
  const path = string(event.path);
  return imageView(event.call_id, path === null ? null : (pathOfFileUrl(path) ?? path));
}

function imageView(itemId: unknown, path: string | null): ImageView | null {
  const id = string(itemId);
  return id === null || path === null ? null : { type: 'imageView', id, path };
}

/** A paginated `ImageGeneration` item or a legacy `image_generation_end` event: few fields, with the image inline. */
export function imageGeneration(from: JsonObject, itemId: unknown): ImageGeneration | null {
  const { status, result, revised_prompt: revisedPrompt, saved_path: savedPath } = from;
  return string(result) === null ? null : generation(itemId, { status, result, revisedPrompt, savedPath });
}

/** The `image_gen.generation` extension: the image inline or by reference; null where upstream cannot read it. */
export function imageGenerationOfExtension(item: JsonObject): ImageGeneration | null {
  return generation(item.id, item);
}

function generation(itemId: unknown, from: JsonObject): ImageGeneration | null {
  const id = string(itemId);
  const status = string(from.status);
  const fileId = string(from.fileId);
  const result = string(from.result);
  const savedPath = string(from.savedPath);
  const inputs = objects(from.inputImages);
  if (id === null || status === null || (fileId === null && result === null)) return null;
  if (savedPath !== null && !isAbsolute(savedPath)) return null;
  if (!isFailure(from.failure) || !inputs.every(isInputImage)) return null;
  return {
    type: 'imageGeneration',
    id,
    status,
    revisedPrompt: string(from.revisedPrompt),
    ...(fileId === null ? { result: result ?? '' } : { fileId }),
    transparentBackground: boolean(from.transparentBackground),
    failure: (object(from.failure) ?? null) as Json,
    ...(savedPath !== null && { savedPath }),
    ...(inputs.length > 0 && { inputImages: inputs as Json[] }),
    generationId: string(from.generationId),
  };
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}

function isFailure(failure: unknown): boolean {
  return (object(failure)?.type ?? 'usageLimitExceeded') === 'usageLimitExceeded';
}

function isInputImage(image: JsonObject): boolean {
  return string(image.path) !== null && string(image.sha256) !== null;
}
