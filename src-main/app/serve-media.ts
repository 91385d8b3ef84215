import { StoreError } from '../store/errors';
import type { Media, MediaParams } from '../store/types';

/** Raster images only: SVG and HTML are documents that could run something. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

const headers = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

const statuses = new Map([
  ['invalid_request', 400],
  ['too_large', 413],
  ['damaged', 415],
]);

/** Answers `skein-media://thread/<id>/<revision>/<index>?p=<pointer>` with the bytes of that image, or a 4xx. */
export function serveMedia(
  media: (params: MediaParams) => Promise<Media>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const params = request.method === 'GET' ? parseMediaUrl(request.url) : null;
    if (!params) return refuse(400);
    try {
      const { mime, bytes } = await media(params);
      if (!shown.has(mime)) return refuse(415);
      return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': mime } });
    } catch (error) {
      return refuse((error instanceof StoreError && statuses.get(error.code)) || 404);
    }
  };
}

/** The place of an image; null for a URL of any other form. Only ids are named, so there is no path to escape from. */
export function parseMediaUrl(url: string): MediaParams | null {
  try {
    const { host, pathname, searchParams } = new URL(url);
    const [empty, threadId, revision, index, ...rest] = pathname.split('/').map(decodeURIComponent);
    const pointer = searchParams.get('p');
    if (host !== 'thread' || empty !== '' || rest.length > 0 || !threadId || !revision || !index) return null;
    if (!/^\d{1,9}$/.test(index) || pointer === null || pointer.length > 1000) return null;
    if (threadId.length > 200 || revision.length > 200) return null;
    return { threadId, revision, index: Number(index), pointer };
  } catch {
    // Not a URL, or a broken percent code.
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}
