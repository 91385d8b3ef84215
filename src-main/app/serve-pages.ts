import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy';

const mimes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Answers requests for the app's own pages.
 *
 * The files that were built are listed once, and a request is looked up in that list: no path of a request is
 * ever decoded, joined or opened, so there is nothing to traverse. `pages` are made anew for each request: the body
 * of a cloned response may end when the one it was cloned from is collected.
 */
export async function servePages(
  folder: string,
  pages: ReadonlyMap<string, () => Response>,
): Promise<(request: Request) => Promise<Response>> {
  const files = new Map(await listFiles(folder, ''));
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const path = pathOf(request.url);
    const page = pages.get(path);
    if (page) return page();
    const file = files.get(path === '/' ? '/index.html' : path);
    const mime = file && mimes.get(extname(file));
    if (!file || !mime) return refuse(404);
    return new Response(await readFile(file), { headers: { ...commonHeaders, 'Content-Type': mime } });
  };
}

/** As it stands in the URL, still encoded. */
function pathOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host === 'app' ? pathname : '';
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: commonHeaders });
}

/** URL path and file of everything below a folder. Walked by hand: readdir's `recursive` fails inside an archive. */
async function listFiles(folder: string, prefix: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries.map(async (entry): Promise<[string, string][]> => {
    const file = join(folder, entry.name);
    const path = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return await listFiles(file, path);
    return entry.isFile() ? [[path, file]] : [];
  });
  return (await Promise.all(lists)).flat();
}
