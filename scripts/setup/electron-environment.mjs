import { electronFlags } from './electron-flags.mjs';

/**
 * The environment in which tests and measurements start Electron:
 * ELECTRON_OVERRIDE_DIST_PATH (which Playwright reads by itself), SKEIN_ELECTRON_FLAGS (switches for this machine,
 * separated by spaces), SKEIN_NODE (a Node >= 22), and the display.
 * @param {string} node
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {import('./display.mjs').Display} display
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function electronEnvironment(node, electron, display) {
  const env = {
    ...process.env,
    ...display.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.dist,
    SKEIN_ELECTRON_FLAGS: (await electronFlags(display)).join(' '),
    SKEIN_NODE: node,
  };
  // Set by some editors' terminals; it would turn Electron into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}
