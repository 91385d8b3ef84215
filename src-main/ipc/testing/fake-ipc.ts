import type { InvokeEvent, IpcMainLike } from '../register';
import type { ContentsLike, FrameLike } from '../windows';

/** Contents of a window as far as IPC knows them, with its events in the test's hands. */
export interface FakeContents extends ContentsLike {
  mainFrame: FrameLike;
  readonly sent: { channel: string; message: unknown }[];
  navigate(): void;
  destroy(): void;
}

let lastId = 0;

export function fakeContents(origin: string): FakeContents {
  lastId += 1;
  const listeners = { 'did-navigate': [] as (() => void)[], destroyed: [] as (() => void)[] };
  const sent: FakeContents['sent'] = [];
  let destroyed = false;
  return {
    id: lastId,
    mainFrame: { origin },
    sent,
    isDestroyed: () => destroyed,
    send: (channel, message) => {
      if (destroyed) throw new TypeError('Object has been destroyed');
      sent.push({ channel, message: structuredClone(message) });
    },
    on: (event, listener) => listeners[event].push(listener),
    once: (event, listener) => listeners[event].push(listener),
    navigate: () => {
      for (const listener of listeners['did-navigate']) listener();
    },
    destroy: () => {
      destroyed = true;
      for (const listener of listeners.destroyed) listener();
    },
  };
}

/** An ipcMain whose calls are made by the test. */
export function fakeIpcMain() {
  const handlers = new Map<string, (event: InvokeEvent, ...args: unknown[]) => Promise<unknown>>();
  const ipcMain: IpcMainLike = {
    handle: (channel, listener) => {
      // As Electron does.
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, listener);
    },
  };
  const invoke = async (channel: string, event: InvokeEvent, ...args: unknown[]): Promise<unknown> => {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler(event, ...args));
  };
  return { ipcMain, channels: () => [...handlers.keys()], invoke };
}
