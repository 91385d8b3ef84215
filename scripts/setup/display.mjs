import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.mjs';

/** Stands in for a display. */
const server = 'Xvfb';

/**
 * @typedef {object} Display
 * @property {boolean} isVirtual
 * @property {Record<string, string>} env what a program needs to find it
 * @property {() => Promise<void>} stop
 */

/** Whether windows can be shown to somebody here. */
function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** What has to be installed before `openDisplay` can work: nothing, or Xvfb. */
export function missingDisplayServer() {
  return hasDisplay() || find(server) ? [] : [{ name: server, packages: ['xvfb'] }];
}

/**
 * The display for windows: the real one, else a virtual one of our own that ends with `stop`.
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (hasDisplay()) return { isVirtual: false, env: {}, stop: async () => {} };
  return await startServer();
}

/** Xvfb picks a free number itself and writes it to the descriptor that we name, once it accepts windows. */
function startServer() {
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
