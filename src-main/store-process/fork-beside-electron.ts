import { fork } from 'node:child_process';
import type { StoreProcess } from './store-supervisor';

/** Starts the store process as a child of the given Node. Advanced serialisation: bytes and Maps pass as they are. */
export function forkBesideElectron(entry: string, args: string[], node: string): StoreProcess {
  const child = fork(entry, args, {
    execPath: node,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A failed start gives `error` and no `exit`; a failed send gives `error` and an `exit` of its own.
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
  return {
    postMessage: (message) => {
      if (child.connected) child.send(message as object);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void ended.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
