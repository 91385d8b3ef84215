import { utilityProcess } from 'electron';
import { StoreError } from '../store/errors';
import { forkBesideElectron } from './fork-beside-electron';
import type { StoreProcessOptions } from './protocol';
import type { StoreProcess } from './store-supervisor';

/** better-sqlite3 needs a Node-API that older ones lack. */
const oldestNode = 22;

/**
 * Starts the store process: inside Electron where its Node is new enough, else in a Node child.
 *
 * Nothing else knows which of the two it is. `entry` is its built script, `node` the executable for the second way.
 */
export function launchStoreProcess(
  entry: string,
  options: StoreProcessOptions,
  node: string | undefined,
): StoreProcess {
  const args = [JSON.stringify(options)];
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return forkInsideElectron(entry, args);
  if (node) return forkBesideElectron(entry, args, node);
  throw new StoreError(
    'store_unavailable',
    'This Electron needs a Node of version 22 or newer beside it; name one in SKEIN_NODE.',
  );
}

function forkInsideElectron(entry: string, args: string[]): StoreProcess {
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
