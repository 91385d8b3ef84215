import { imageKind } from './image-header';

/** A string that holds bytes: a base64 data URL, or bare base64 of an image. */
export interface EmbeddedMedia {
  /** What the string claims, or what its first bytes are. */
  mime: string;
  /** Where the base64 starts in the string. */
  start: number;
  /** Decoded bytes. */
  bytes: number;
}

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.-]+=[^;,]{0,200})*;base64,/i;
/** Bare base64 shorter than this is left alone: it is no picture worth fetching. */
const minBareLength = 1024;

/** Null for ordinary text. Looks at the start of the string only. */
export function embeddedMedia(text: string): EmbeddedMedia | null {
  const url = dataUrl.exec(text.slice(0, 500));
  if (url) {
    const start = url[0].length;
    return { mime: (url[1] ?? '').toLowerCase(), start, bytes: decodedLength(text, start) };
  }
  if (text.length < minBareLength || !/^[A-Za-z0-9+/]{16}/.test(text)) return null;
  const mime = imageKind(Buffer.from(text.slice(0, 16), 'base64'));
  return mime && { mime, start: 0, bytes: decodedLength(text, 0) };
}

function decodedLength(text: string, start: number): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor(((text.length - start) * 3) / 4) - padding);
}
