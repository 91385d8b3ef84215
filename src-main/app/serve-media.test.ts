import { expect, test, vi } from 'vitest';
import { StoreError } from '../store/errors';
import type { ErrorCode } from '../contracts/result';
import { parseMediaUrl, serveMedia } from './serve-media';

const url = 'skein-media://thread/0199a213/r%2F1/12?p=%2Fcontent%2F0%2Furl';
const request = (of = url, method = 'GET') => ({ url: of, method }) as Request;
const media = vi.fn(async () => ({ mime: 'image/png', bytes: new Uint8Array([1, 2, 3]) }));

test('the bytes of an image, under its real type, never kept and never guessed at', async () => {
  const response = await serveMedia(media)(request());
  expect(media).toHaveBeenCalledWith({
    threadId: '0199a213',
    revision: 'r/1',
    index: 12,
    pointer: '/content/0/url',
  });
  expect(response.status).toBe(200);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
});

test.each(['image/svg+xml', 'text/html', 'application/pdf', 'application/octet-stream', ''])(
  '%s is not shown',
  async (mime) => {
    const serve = serveMedia(async () => ({ mime, bytes: new Uint8Array([60]) }));
    const response = await serve(request());
    expect(response.status).toBe(415);
    expect(await response.text()).toBe('');
  },
);

test.each([
  'skein-media://thread/',
  'skein-media://thread/a/b/1',
  'skein-media://thread/a/b?p=',
  'skein-media://thread/a/b/?p=/x',
  'skein-media://thread/a/b/1/2?p=/x',
  'skein-media://thread//b/1?p=/x',
  'skein-media://other/a/b/1?p=/x',
  'skein-media://thread/a/b/-1?p=/x',
  'skein-media://thread/a/b/1.5?p=/x',
  'skein-media://thread/a/b/1e3?p=/x',
  'skein-media://thread/a/b/0x1?p=/x',
  'skein-media://thread/a/b/99999999999999999999?p=/x',
  'skein-media://thread/a/%zz/1?p=/x',
  'skein-media://thread/../../etc/passwd',
  `skein-media://thread/${'a'.repeat(201)}/b/1?p=/x`,
  `skein-media://thread/a/b/1?p=${'x'.repeat(1001)}`,
  'not a url',
])('%s is no place of an image', async (wrong) => {
  media.mockClear();
  expect(parseMediaUrl(wrong)).toBeNull();
  expect((await serveMedia(media)(request(wrong))).status).toBe(400);
  expect(media).not.toHaveBeenCalled();
});

test('dots and slashes of an id reach the store as an id, never as a path', () => {
  expect(parseMediaUrl('skein-media://thread/..%2F..%2Fetc/r/1?p=')).toMatchObject({ threadId: '../../etc' });
});

test('only GET', async () => {
  expect((await serveMedia(media)(request(url, 'POST'))).status).toBe(400);
});

test.each<[ErrorCode, number]>([
  ['invalid_request', 400],
  ['thread_not_found', 404],
  ['stale', 404],
  ['too_large', 413],
  ['damaged', 415],
  ['store_unavailable', 404],
])('%s is a %i', async (code, status) => {
  const serve = serveMedia(() => Promise.reject(new StoreError(code, 'no')));
  expect((await serve(request())).status).toBe(status);
});

test('any other failure is a 404 as well', async () => {
  const serve = serveMedia(() => Promise.reject(new TypeError('oops')));
  expect((await serve(request())).status).toBe(404);
});
