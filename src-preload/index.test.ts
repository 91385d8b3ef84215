import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { channels } from '../src-main/contracts/bridge';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), removeListener: vi.fn() },
}));
vi.mock('electron', () => electron);

type Bridge = Record<string, (input: unknown) => unknown>;

async function exposed(): Promise<Bridge> {
  vi.resetModules();
  await import('./index');
  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledOnce();
  const [name, bridge] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [string, Bridge];
  expect(name).toBe('skein');
  return bridge;
}

beforeEach(() => {
  vi.clearAllMocks();
});

test('the bridge has one function per channel and one subscription, nothing else', async () => {
  const bridge = await exposed();
  const names = channels.map(({ name }) =>
    name.replace(/:(.)/, (_all, letter: string) => letter.toUpperCase()),
  );
  expect(Object.keys(bridge).sort()).toEqual([...names, 'onEvent'].sort());
  for (const value of Object.values(bridge)) expect(value).toBeTypeOf('function');
});

test('each function passes one argument to its own channel', async () => {
  const bridge = await exposed();
  electron.ipcRenderer.invoke.mockResolvedValue('reply');
  for (const { name } of channels) {
    const method = name.replace(/:(.)/, (_all, letter: string) => letter.toUpperCase());
    const call = bridge[method] as (...args: unknown[]) => unknown;
    await expect(call({ a: 1 }, 'other:channel', 'more')).resolves.toBe('reply');
    expect(electron.ipcRenderer.invoke).toHaveBeenLastCalledWith(name, { a: 1 });
  }
});

test('a listener gets the message only, and its unsubscribe removes it', async () => {
  const bridge = await exposed();
  const listener = vi.fn();
  const stop = bridge.onEvent?.(listener) as () => void;
  const [channel, forward] = electron.ipcRenderer.on.mock.calls[0] as [string, (...args: unknown[]) => void];
  expect(channel).toBe('skein:event');
  forward({ sender: 'electron' }, { seq: 1, body: {} });
  expect(listener).toHaveBeenCalledExactlyOnceWith({ seq: 1, body: {} });
  expect(stop()).toBeUndefined();
  expect(electron.ipcRenderer.removeListener).toHaveBeenCalledExactlyOnceWith('skein:event', forward);
});

test('the preload stays under 80 lines', async () => {
  const text = await readFile(join(import.meta.dirname, 'index.ts'), 'utf8');
  expect(text.split('\n').length).toBeLessThan(80);
});
