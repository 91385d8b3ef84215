import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import type { App } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { followApp } from './app-events';
import type { AppWindow } from './app-window';
import type { Services } from './services';

const window = { show: vi.fn(async () => undefined) };
const log = { info: vi.fn(), warn: vi.fn(), settled: vi.fn(async () => undefined) };
const services = {
  homes: { switchTo: vi.fn(async () => undefined), manager: { shutdown: vi.fn(async () => undefined) } },
  settings: { settled: vi.fn(async () => undefined) },
  remembered: { window: { settled: vi.fn(async () => undefined) } },
  log,
};

beforeEach(() => {
  vi.clearAllMocks();
});

function followed(platform: NodeJS.Platform = 'linux') {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  followApp(app as unknown as App, services as unknown as Services, window as unknown as AppWindow, platform);
  return app;
}

test('a second start shows the window', () => {
  followed().emit('second-instance', {}, [], '', { argv: ['skein'], folder: '/' });
  expect(window.show).toHaveBeenCalledOnce();
  expect(services.homes.switchTo).not.toHaveBeenCalled();
});

test('a second start with a home opens it, from where it was started', () => {
  followed().emit('second-instance', {}, [], '', {
    argv: ['skein', '--home', 'x'],
    folder: resolve('/there'),
  });
  expect(services.homes.switchTo).toHaveBeenCalledExactlyOnceWith({
    path: resolve('/there/x'),
    isDemo: false,
  });
});

test('a home that cannot be opened is written down', async () => {
  services.homes.switchTo.mockRejectedValueOnce(new Error('no store'));
  followed().emit('second-instance', {}, [], '', { argv: ['--home=/x'], folder: '/' });
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalledOnce());
});

test('the last window ends the app, except on a Mac, where a click opens it again', () => {
  const linux = followed('linux');
  linux.emit('window-all-closed');
  expect(linux.quit).toHaveBeenCalledOnce();
  const mac = followed('darwin');
  mac.emit('window-all-closed');
  expect(mac.quit).not.toHaveBeenCalled();
  mac.emit('activate');
  expect(window.show).toHaveBeenCalledOnce();
});

test('quitting waits for the store and for what is being written, whatever fails, and then quits', async () => {
  const app = followed();
  services.homes.manager.shutdown.mockRejectedValueOnce(new Error('too late'));
  let written: () => void = () => undefined;
  services.settings.settled.mockReturnValueOnce(
    new Promise((settle) => {
      written = () => settle(undefined);
    }),
  );
  const first = { preventDefault: vi.fn() };
  app.emit('will-quit', first);
  expect(first.preventDefault).toHaveBeenCalledOnce();
  await Promise.resolve();
  expect(app.quit).not.toHaveBeenCalled();
  written();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
  const second = { preventDefault: vi.fn() };
  app.emit('will-quit', second);
  expect(second.preventDefault).not.toHaveBeenCalled();
});
