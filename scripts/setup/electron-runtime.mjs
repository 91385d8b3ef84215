import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { fallbackElectron } from './electron-fallback.mjs';
import { officialElectron } from './electron-official.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist folder of the runtime
 * @property {string} executable
 * @property {string} version
 */

/**
 * The Electron that opens Skein here, and says which one it is.
 * @param {string} node executable of a Node >= 22
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime(node) {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) {
    say(`  Electron: the one in ELECTRON_OVERRIDE_DIST_PATH, ${own}`);
    return { dist: own, executable: join(own, executableName()), version: await versionIn(own) };
  }
  const official = await exclusively('electron', () => officialElectron(node));
  if ('dist' in official) {
    say(`  Electron ${official.version}, the official runtime`);
    const name = (await readFile(join(root, 'node_modules', 'electron', 'path.txt'), 'utf8')).trim();
    return { ...official, executable: join(official.dist, name) };
  }
  const fallback = await fallbackElectron();
  if (!fallback) {
    throw new Problem(
      `The Electron runtime could not be downloaded: ${official.failure}\n` +
        '  Behind a firewall set ELECTRON_MIRROR to a mirror that you trust, then',
      'node node_modules/electron/install.js',
    );
  }
  say(
    `  Electron ${fallback.version}, the pinned development runtime, since the official one could not be downloaded`,
  );
  if (official.isNews) {
    say(`    ${official.failure}`);
    say('    That is tried again after a day, or at once with: node node_modules/electron/install.js');
  }
  return { ...fallback, executable: join(fallback.dist, 'electron') };
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

async function versionIn(dist) {
  return (await readFile(join(dist, 'version'), 'utf8').catch(() => 'unknown')).trim().replace(/^v/, '');
}
