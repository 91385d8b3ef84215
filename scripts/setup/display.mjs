import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages } from './debian-packages.mjs';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} Display
 * @property {boolean} isVirtual
 * @property {Record<string, string>} env what a program needs to find it
 * @property {() => Promise<void>} stop
 */

/** Whether windows can be shown to somebody here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The display for windows: the real one, else a virtual one of our own that ends with `stop`.
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (hasDisplay()) return { isVirtual: false, env: {}, stop: async () => {} };
  const server = find('Xvfb') ?? (await installServer());
  return await startServer(server);
}

async function installServer() {
  await installDebianPackages([['xvfb']], 'There is no display, and no Xvfb to stand in for one');
  const server = find('Xvfb');
  if (!server) throw new Problem('Xvfb was installed but is not on the PATH.');
  return server;
}

/** Xvfb picks a free number itself and writes it to the descriptor that we name, once it accepts windows. */
function startServer(server) {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
    const child = spawn(server, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (data) => {
      complaint += data;
    });
    const ended = new Promise((done) => child.once('exit', done));
    process.once('exit', () => child.kill());
    child.once('error', (error) => reject(new Problem(`Xvfb did not start: ${error.message}`)));
    child.once('exit', (code) => reject(new Problem(`Xvfb ended at once (${code}): ${complaint.trim()}`)));
    child.stdio[3].once('data', (data) => {
      const stop = async () => {
        child.kill();
        await ended;
      };
      resolve({ isVirtual: true, env: { DISPLAY: `:${String(data).trim()}` }, stop });
    });
  });
}

function find(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
