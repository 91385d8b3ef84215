import type { Media } from '../types';
import { StoreError } from '../errors';
import { embeddedMedia } from './embedded-media';
import { readImageHeader } from './image-header';
import { decodeBase64 } from './decode-base64';

const maxBytes = 50 * 2 ** 20;
const maxPixels = 64_000_000;

/**
 * The image that a string of an item holds (S-24). Its own bytes say what it is. `too_large` over 50 MB or 64
 * megapixels, `damaged` for anything that is no PNG, JPEG, GIF, WebP or AVIF.
 */
export async function readMedia(text: string): Promise<Media> {
  const media = embeddedMedia(text);
  if (!media) throw new StoreError('invalid_request', 'The pointer leads to no embedded bytes.');
  const { bytes: size, start, mime: claimed } = media;
  if (size > maxBytes) {
    throw new StoreError('too_large', 'The image is too large to be shown.', {
      bytes: size,
      limit: maxBytes,
    });
  }
  const bytes = await decodeBase64(text, start);
  const header = readImageHeader(bytes);
  if (!header) {
    throw new StoreError('damaged', 'The bytes are not an image that can be shown.', {
      claimed,
      bytes: bytes.length,
      reason: 'not_an_image',
    });
  }
  const { mime, width, height } = header;
  if (width * height > maxPixels) {
    const detail = { width, height, limit: maxPixels };
    throw new StoreError('too_large', 'The image has too many pixels to be shown.', detail);
  }
  return { mime, bytes };
}
