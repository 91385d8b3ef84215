import { utilityProcess } from 'electron';
import type { StoreProcess } from './store-supervisor';

/** Starts the store process as a utility process of Electron. */
export function forkInsideElectron(entry: string, args: string[]): StoreProcess {
  const child = utilityProcess.fork(entry, args, {
    serviceName: 'Skein store',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}
