import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recoverWindow } from './recover-window';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const recovery = 'skein://app/recovery';

function window() {
  let url = 'skein://app/index.html';
  const webContents = Object.assign(new EventEmitter(), {
    getURL: () => url,
    forcefullyCrashRenderer: vi.fn(() =>
      webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 }),
    ),
  });
  const show = vi.fn(async (next: string) => {
    url = next;
  });
  const fake = Object.assign(new EventEmitter(), {
    webContents,
    loadURL: show,
    isDestroyed: (): boolean => false,
  });
  const log = { info: vi.fn(), warn: vi.fn(), settled: async () => undefined };
  const ask = vi.fn(async () => true);
  const quit = vi.fn();
  const load = () => show('skein://app/index.html');
  recoverWindow(fake as unknown as BrowserWindow, { load, ask, quit, log });
  const crash = async (reason = 'crashed') => {
    webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { fake, webContents, show, crash, url: () => url, ask, quit, log };
}

test('after a crash the recovery page stands for a moment, then the app is loaded again', async () => {
  const { crash, url } = window();
  await crash();
  expect(url()).toBe(recovery);
  await vi.advanceTimersByTimeAsync(1500);
  expect(url()).toBe('skein://app/index.html');
});

test('a hang is ended, and is a crash then', async () => {
  const { webContents, url } = window();
  webContents.emit('unresponsive');
  await vi.advanceTimersByTimeAsync(0);
  expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  expect(url()).toBe(recovery);
});

test('a page that never finishes loading is a hang', async () => {
  const { webContents, url } = window();
  webContents.emit('did-start-loading');
  await vi.advanceTimersByTimeAsync(19_999);
  expect(webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  expect(url()).toBe(recovery);
});

test('a page that is loaded may stand as long as it likes, and a closed window has no page', async () => {
  const { fake, webContents } = window();
  webContents.emit('did-start-loading');
  webContents.emit('did-stop-loading');
  await vi.advanceTimersByTimeAsync(120_000);
  webContents.emit('did-start-loading');
  fake.emit('closed');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
});

/** Crashes a window as often as it comes back by itself. */
async function crashThreeTimes({ crash, url }: ReturnType<typeof window>): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    await crash();
    await vi.advanceTimersByTimeAsync(1500);
    expect(url()).toBe('skein://app/index.html');
  }
}

test('after the fourth crash in a minute the user is asked, and nothing is loaded until then', async () => {
  const fixture = window();
  await crashThreeTimes(fixture);
  const { crash, show, ask, quit } = fixture;
  let answer = (_goesOn: boolean) => {};
  ask.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  show.mockClear();
  expect(ask).not.toHaveBeenCalled();
  await crash('oom');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledOnce();
  expect(show).not.toHaveBeenCalled();
  answer(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(show).toHaveBeenCalledExactlyOnceWith('skein://app/index.html');
  expect(quit).not.toHaveBeenCalled();
});

test('who goes on has three crashes again before the next question', async () => {
  const fixture = window();
  await crashThreeTimes(fixture);
  await fixture.crash();
  await crashThreeTimes(fixture);
  expect(fixture.ask).toHaveBeenCalledOnce();
  await fixture.crash();
  expect(fixture.ask).toHaveBeenCalledTimes(2);
});

test('who does not go on quits', async () => {
  const fixture = window();
  await crashThreeTimes(fixture);
  fixture.ask.mockResolvedValueOnce(false);
  fixture.show.mockClear();
  await fixture.crash();
  expect(fixture.quit).toHaveBeenCalledOnce();
  expect(fixture.show).not.toHaveBeenCalled();
});

test('a window that was closed while it asked is left alone', async () => {
  const fixture = window();
  await crashThreeTimes(fixture);
  fixture.fake.isDestroyed = () => true;
  fixture.show.mockClear();
  await fixture.crash();
  expect(fixture.show).not.toHaveBeenCalled();
  expect(fixture.quit).not.toHaveBeenCalled();
});

test('a page that crashes while it loads is no hang as well', async () => {
  const { webContents, crash } = window();
  webContents.emit('did-start-loading');
  await crash();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
});

test('a recovery page that crashes as well is tried again', async () => {
  const { crash, show, url, log } = window();
  show.mockRejectedValueOnce(new Error('ERR_FAILED'));
  await crash();
  expect(log.warn).toHaveBeenLastCalledWith('window not recovered', { error: 'ERR_FAILED' });
  await crash();
  expect(url()).toBe(recovery);
});

test('a window that shows another page by then is not taken back', async () => {
  const { crash, show } = window();
  await crash();
  await show('skein://app/index.html#later');
  show.mockClear();
  await vi.advanceTimersByTimeAsync(5000);
  expect(show).not.toHaveBeenCalled();
});

test('a window that closes normally is left alone', async () => {
  const { crash, show } = window();
  await crash('clean-exit');
  expect(show).not.toHaveBeenCalled();
});
