import { cp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The demo home as a copy of its own in the data folder, made once per version: reading a home may need files beside
 * its databases, and the shipped one lies in a folder that may not be writable.
 */
export async function prepareDemoHome(shipped: string, dataFolder: string, version: string): Promise<string> {
  const target = join(dataFolder, `demo-home-${version}`);
  if (await stat(target).catch(() => null)) return target;
  // Half a copy of an earlier start is thrown away; a whole one gets its name at once.
  const copy = `${target}.tmp`;
  await rm(copy, { recursive: true, force: true });
  await cp(shipped, copy, { recursive: true, preserveTimestamps: true });
  await rename(copy, target);
  return target;
}
