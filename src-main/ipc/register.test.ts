import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { channel } from '../contracts/channel';
import { StoreError } from '../store/errors';
import { register, replyLimit } from './register';
import { fakeContents, fakeIpcMain } from './testing/fake-ipc';
import { Windows } from './windows';

const origin = 'skein://app';
const echo = channel('test:echo', z.strictObject({ n: z.number().default(7) }), z.object({ n: z.number() }));

function setUp(handler: (input: { n: number }) => Promise<unknown>, checkReplies = false) {
  const { ipcMain, invoke } = fakeIpcMain();
  const contents = fakeContents(origin);
  const windows = new Windows();
  windows.add(contents);
  const log = { warn: vi.fn() };
  register({ ipcMain, windows, origin, log, checkReplies }, echo, handler as () => Promise<{ n: number }>);
  const call = (input: unknown = {}) =>
    invoke(echo.name, { sender: contents, senderFrame: contents.mainFrame }, input);
  return { call, contents, windows, log };
}

function deferred() {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('the handler gets the parsed input, defaults filled in', async () => {
  const { call, log } = setUp(async (input) => input);
  expect(await call()).toEqual({ seq: 1, body: { ok: true, value: { n: 7 } } });
  expect(await call({ n: 1 })).toEqual({ seq: 2, body: { ok: true, value: { n: 1 } } });
  expect(log.warn).not.toHaveBeenCalled();
});

test('the message of a wrong input names the field and nothing of its value', async () => {
  const { call } = setUp(async (input) => input);
  const reply = await call({ n: 'secret prompt' });
  expect(reply).toMatchObject({
    body: { error: { code: 'invalid_request', message: expect.stringMatching(/: n: /) } },
  });
  expect(JSON.stringify(reply)).not.toContain('secret');
});

describe('errors', () => {
  test('a StoreError keeps its code and detail', async () => {
    const error = new StoreError('damaged', 'broken', { line: 3 });
    const { call } = setUp(() => Promise.reject(error));
    expect(await call()).toEqual({
      seq: 1,
      body: { ok: false, error: { code: 'damaged', message: 'broken', detail: { line: 3 } } },
    });
  });

  test('a handler that throws at once is a failure too', async () => {
    const { call } = setUp(() => {
      throw new StoreError('cancelled', 'stopped');
    });
    expect(await call()).toMatchObject({ body: { error: { code: 'cancelled' } } });
  });

  test('any other error is internal, and the log has no word of it', async () => {
    const { call, log } = setUp(() => Promise.reject(new TypeError('Unexpected token in "the prompt"')));
    expect(await call()).toMatchObject({ body: { ok: false, error: { code: 'internal' } } });
    expect(log.warn).toHaveBeenCalledWith('IPC handler threw', { channel: echo.name, error: 'TypeError' });
    expect(JSON.stringify(log.warn.mock.calls)).not.toContain('prompt');
  });
});

describe('size of the reply', () => {
  const value = (bytes: number) => ({ n: 1, text: 'x'.repeat(bytes) });

  test('what fits passes', async () => {
    const { call } = setUp(async () => value(replyLimit - 100));
    expect(await call()).toMatchObject({ body: { ok: true } });
  });

  test('what is larger is refused, measured as it crosses: two bytes for letters beyond Latin-1', async () => {
    const { call } = setUp(async () => ({ text: 'ж'.repeat(replyLimit / 2) }));
    expect(await call()).toEqual({
      seq: 1,
      body: {
        ok: false,
        error: { code: 'too_large', message: expect.any(String), detail: { limit: replyLimit } },
      },
    });
  });

  test('what cannot cross at all is a failure with a number', async () => {
    const { call } = setUp(async () => ({ n: () => 1 }));
    expect(await call()).toMatchObject({ seq: 1, body: { ok: false, error: { code: 'internal' } } });
  });
});

test('where it is asked for, the reply is checked against the contract', async () => {
  const wrong = async () => ({ n: 'one' });
  expect(await setUp(wrong, true).call()).toMatchObject({ body: { error: { code: 'internal' } } });
  expect(await setUp(wrong, false).call()).toMatchObject({ body: { ok: true } });
});

test('a slow call is written down', async () => {
  vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(201);
  const { call, log } = setUp(async (input) => input);
  await call();
  expect(log.warn).toHaveBeenCalledExactlyOnceWith('IPC call was slow', { channel: echo.name, ms: 201 });
  vi.restoreAllMocks();
});

describe('order', () => {
  test('replies and events share one count, in the order in which they became known', async () => {
    const first = deferred();
    const { call, contents, windows } = setUp(({ n }) => (n === 1 ? first.promise : Promise.resolve({ n })));
    const slow = call({ n: 1 });
    expect(await call({ n: 2 })).toMatchObject({ seq: 1 });
    windows.broadcast({ type: 'command', command: 'find' });
    first.resolve({ n: 1 });
    expect(await slow).toMatchObject({ seq: 2 + 1 });
    expect(contents.sent).toEqual([
      { channel: 'skein:event', message: { seq: 2, body: { type: 'command', command: 'find' } } },
    ]);
  });

  test('a document that has not called yet gets no events, and misses no number', async () => {
    const { call, contents, windows } = setUp(async (input) => input);
    windows.broadcast({ type: 'command', command: 'lost' });
    expect(contents.sent).toEqual([]);
    expect(await call()).toMatchObject({ seq: 1 });
  });

  test('a new document begins a new count, and late replies to the old one take none of its numbers', async () => {
    const late = deferred();
    const { call, contents, windows } = setUp(({ n }) => (n === 1 ? late.promise : Promise.resolve({ n })));
    await call();
    const pending = call({ n: 1 });
    contents.navigate();
    windows.broadcast({ type: 'command', command: 'nobody listens yet' });
    expect(contents.sent).toEqual([]);
    expect(await call()).toMatchObject({ seq: 1 });
    late.resolve({ n: 1 });
    expect(await pending).toMatchObject({ seq: 2 });
    expect(await call()).toMatchObject({ seq: 2 });
  });

  test('a window that is gone is told nothing', async () => {
    const { call, contents, windows } = setUp(async (input) => input);
    await call();
    contents.destroy();
    windows.broadcast({ type: 'command', command: 'find' });
    expect(contents.sent).toEqual([]);
  });
});
