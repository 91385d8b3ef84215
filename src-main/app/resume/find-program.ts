import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The first of these programs that the PATH leads to, with its path; null when there is none. */
export async function findProgram<Name extends string>(
  names: readonly Name[],
  env: NodeJS.ProcessEnv,
): Promise<{ name: Name; path: string } | null> {
  // A relative entry would mean another folder in every directory.
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await isProgram(path)) return { name, path };
    }
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
