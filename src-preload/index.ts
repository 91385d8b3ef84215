import { type IpcRendererEvent, contextBridge, ipcRenderer } from 'electron';
import type { Sequenced, SkeinBridge } from '../src-main/contracts/bridge';
import { channelNames, eventChannel } from '../src-main/contracts/channel-names';
import type { SkeinEvent } from '../src-main/contracts/events';

/** `threads:list` becomes `threadsList`. */
const methodName = (channel: string) =>
  channel.replace(/:(.)/, (_match, letter: string) => letter.toUpperCase());

/** One function per channel: the page names no channel itself and passes exactly one argument. */
const methods = Object.fromEntries(
  channelNames.map((channel) => [
    methodName(channel),
    (input: unknown) => ipcRenderer.invoke(channel, input),
  ]),
);

/** The listener gets the message only: an Electron event would hand its sender to the page. */
function onEvent(listener: (event: Sequenced<SkeinEvent>) => void): () => void {
  const forward = (_event: IpcRendererEvent, message: Sequenced<SkeinEvent>) => listener(message);
  ipcRenderer.on(eventChannel, forward);
  return () => void ipcRenderer.removeListener(eventChannel, forward);
}

// The channel list and the bridge type come from the same contracts; a test compares them.
const bridge = { ...methods, onEvent } as unknown as SkeinBridge;

contextBridge.exposeInMainWorld('skein', bridge);
