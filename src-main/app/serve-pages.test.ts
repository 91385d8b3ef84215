import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages } from './serve-pages';

let folder: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
  const pages = join(folder, 'renderer');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.html'), 'secret');
  await writeFile(join(pages, 'index.html'), '<!doctype html>');
  await writeFile(join(pages, 'assets', 'app-1a2b.js'), 'export {}');
  await writeFile(join(pages, 'assets', 'app-1a2b.js.map'), '{}');
  await writeFile(join(pages, 'assets', 'app.css'), '');
  await symlink(join(folder, 'secret.html'), join(pages, 'link.html'));
  serve = await servePages(
    pages,
    new Map([['/made', () => new Response('made', { headers: { 'X-Made': '1' } })]]),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** Electron hands over URLs that Chromium has parsed; a Request made here would lose what it cannot spell. */
const get = (url: string, method = 'GET') => serve({ url, method } as Request);

test.each([
  ['skein://app/', 'text/html; charset=utf-8'],
  ['skein://app/index.html', 'text/html; charset=utf-8'],
  ['skein://app/index.html?a=b#c', 'text/html; charset=utf-8'],
  ['skein://app/assets/app-1a2b.js', 'text/javascript; charset=utf-8'],
  ['skein://app/assets/app.css', 'text/css; charset=utf-8'],
])('%s is served as %s, with the policy', async (url, mime) => {
  const response = await get(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(mime);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

const payloads = [
  '../secret.html',
  '%2e%2e/secret.html',
  '%2e%2e%2fsecret.html',
  '..%2fsecret.html',
  '%252e%252e%252fsecret.html',
  '..%5csecret.html',
  '..\\secret.html',
  'assets/../../secret.html',
  'assets/%2e%2e/%2e%2e/secret.html',
  '%c0%ae%c0%ae/secret.html',
  'index.html%00.js',
  'index.html%00',
  'index%2ehtml',
  '/etc/passwd',
  '//server/share/secret.html',
  'C:/secret.html',
  'C:%5csecret.html',
  '\\\\server\\share',
  'file:///etc/passwd',
  'link.html',
  'assets',
  'assets/',
  'assets/app-1a2b.js.map',
  'INDEX.HTML',
  'constructor',
  '__proto__',
  '%',
  '%zz',
  `${'a/'.repeat(5000)}index.html`,
  'x'.repeat(100_000),
];
test.each(payloads)('there is no skein://app/%s', async (payload) => {
  const response = await get(`skein://app/${payload}`);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test.each(['skein://other/index.html', 'skein:///index.html', 'skein://APP.example/index.html'])(
  'no other host: %s',
  async (url) => {
    expect((await get(url)).status).toBe(404);
  },
);

test.each(['POST', 'PUT', 'HEAD', 'DELETE'])('no %s', async (method) => {
  expect((await get('skein://app/index.html', method)).status).toBe(405);
});

test('refusals carry the policy too', async () => {
  expect((await get('skein://app/none')).headers.get('content-security-policy')).toContain(
    "default-src 'none'",
  );
});

test('a page from memory is served as often as it is asked for, with its own headers', async () => {
  for (let count = 0; count < 2; count += 1) {
    const response = await get('skein://app/made');
    expect(response.headers.get('x-made')).toBe('1');
    expect(await response.text()).toBe('made');
  }
});
