import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The demo home as a copy of its own in the data folder, made once per version: reading a home may need files beside
 * its databases, and the shipped one lies in a folder that may not be writable.
 */
export async function prepareDemoHome(shipped: string, dataFolder: string, version: string): Promise<string> {
  const target = join(dataFolder, `demo-home-${version}`);
  if (await stat(target).catch(() => null)) return target;
  const copy = await mkdtemp(`${target}-`);
  try {
    await cp(shipped, copy, { recursive: true, preserveTimestamps: true });
    await rename(copy, target);
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
  return target;
}
