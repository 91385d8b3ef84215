import { fork } from 'node:child_process';
import { utilityProcess } from 'electron';
import { StoreError } from '../store/errors';
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
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return insideElectron(entry, args);
  if (node) return besideElectron(entry, args, node);
  throw new StoreError(
    'store_unavailable',
    'This Electron needs a Node of version 22 or newer; set SKEIN_NODE to one.',
  );
}

function insideElectron(entry: string, args: string[]): StoreProcess {
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

function besideElectron(entry: string, args: string[], node: string): StoreProcess {
  const child = fork(entry, args, {
    execPath: node,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A failed start gives `error` and no `exit`; a failed send after the end gives `error` behind it.
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
