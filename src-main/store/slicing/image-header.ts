export interface ImageHeader {
  mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';
  width: number;
  height: number;
}

/**
 * Kind and size of an image from its own bytes (S-24): what a record claims an image to be counts for nothing.
 * Null for everything that is not one of the five kinds, or whose header does not tell a size.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mime = imageKind(bytes);
  try {
    const size = mime && sizes[mime](view);
    return mime && size ? { mime, width: size[0], height: size[1] } : null;
  } catch (error) {
    // A header that points behind the end of the bytes.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The kind by its first 12 bytes alone. */
export function imageKind(bytes: Uint8Array): ImageHeader['mime'] | null {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  if (start.startsWith('RIFF') && start.slice(8) === 'WEBP') return 'image/webp';
  if (/^ftypavi[fs]$/.test(start.slice(4))) return 'image/avif';
  return null;
}

type Size = [width: number, height: number];

const sizes: Record<ImageHeader['mime'], (view: DataView) => Size | null> = {
  'image/png': (view) => (ascii(view, 12, 4) === 'IHDR' ? [view.getUint32(16), view.getUint32(20)] : null),
  'image/gif': (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/avif': avifSize,
};

/** The first start-of-frame segment holds the size; the segments before it are stepped over. */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without content.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    } else at += 2 + view.getUint16(at + 2);
  }
}

function webpSize(view: DataView): Size | null {
  switch (ascii(view, 12, 4)) {
    case 'VP8 ':
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case 'VP8X': {
      const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
      return [uint24(24) + 1, uint24(27) + 1];
    }
    default:
      return null;
  }
}

/** The largest `ispe` (image spatial extents) property: a file may hold a thumbnail as well. */
function avifSize(view: DataView): Size | null {
  let largest: Size | null = null;
  // Properties lie in the `meta` box near the start; the pixels behind it need no search.
  const end = Math.min(view.byteLength, 64 * 1024) - 20;
  for (let at = 12; at <= end; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size: Size = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}

function ascii(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)));
}
