import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder of Skein's own data, the same as the app's: its index is shared by both. SKEIN_DATA_DIR names another.
 */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.SKEIN_DATA_DIR) return resolve(env.SKEIN_DATA_DIR);
  return join(platformFolder(env, platform), 'Skein');
}

function platformFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA || join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME || join(homedir(), '.config');
}
