import { beforeEach, expect, test, vi } from 'vitest';
import { createOpenExternal } from './open-external';

const open = vi.fn(async () => undefined);
const ask = vi.fn(async () => true);
let now = 0;
let openExternal: (url: string) => Promise<boolean>;

beforeEach(() => {
  vi.clearAllMocks();
  now = 0;
  openExternal = createOpenExternal({ open, ask, now: () => now });
});

test('https opens without a question', async () => {
  expect(await openExternal('https://example.org/a')).toBe(true);
  expect(open).toHaveBeenCalledExactlyOnceWith('https://example.org/a');
  expect(ask).not.toHaveBeenCalled();
});

test('http and mailto open after a yes, which saw the host', async () => {
  expect(await openExternal('http://example.org/a')).toBe(true);
  expect(ask).toHaveBeenLastCalledWith({ action: 'ask', url: 'http://example.org/a', host: 'example.org' });
  now = 1000;
  expect(await openExternal('mailto:a@example.org')).toBe(true);
  expect(ask).toHaveBeenLastCalledWith({ action: 'ask', url: 'mailto:a@example.org', host: 'a@example.org' });
  expect(open).toHaveBeenCalledTimes(2);
});

test('a no opens nothing', async () => {
  ask.mockResolvedValueOnce(false);
  expect(await openExternal('http://example.org/')).toBe(false);
  expect(open).not.toHaveBeenCalled();
});

test('what the policy refuses is neither asked nor opened', async () => {
  expect(await openExternal('file:///etc/passwd')).toBe(false);
  expect(ask).not.toHaveBeenCalled();
  expect(open).not.toHaveBeenCalled();
});

test('one link a second', async () => {
  expect(await openExternal('https://example.org/1')).toBe(true);
  now = 999;
  expect(await openExternal('https://example.org/2')).toBe(false);
  now = 1000;
  expect(await openExternal('https://example.org/3')).toBe(true);
  expect(open).toHaveBeenCalledTimes(2);
});

test('a refused link does not take the place of a good one', async () => {
  await openExternal('file:///x');
  expect(await openExternal('https://example.org/')).toBe(true);
});

test('one question at a time, and a pause behind it', async () => {
  let answer: (yes: boolean) => void = () => undefined;
  ask.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const first = openExternal('http://example.org/');
  now = 60_000;
  expect(await openExternal('https://example.org/')).toBe(false);
  answer(true);
  expect(await first).toBe(true);
  expect(await openExternal('https://example.org/')).toBe(false);
  now = 61_000;
  expect(await openExternal('https://example.org/')).toBe(true);
  expect(ask).toHaveBeenCalledOnce();
});

test('a dialog that fails leaves the way open for the next link', async () => {
  ask.mockRejectedValueOnce(new Error('no window'));
  await expect(openExternal('http://example.org/')).rejects.toThrow('no window');
  now = 1000;
  expect(await openExternal('https://example.org/')).toBe(true);
});
