import type { Port } from './protocol';

/** Electron's port of a utility process; plain Node has none. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The store process's end of the channel to the process that started it, whichever kind it is. */
export function ownPort(): Port {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort) {
    return {
      postMessage: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  // An orphan would go on watching the home.
  process.once('disconnect', () => process.exit());
  return {
    postMessage: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}
