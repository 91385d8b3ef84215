import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { searchPath } from './git-environment';

/**
 * Absolute path of the git program; null when there is none. Looked for here and not by the system, which on Windows
 * also looks into the folder that the program is started in.
 */
export async function findGit(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const name = platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of searchPath(env)) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
