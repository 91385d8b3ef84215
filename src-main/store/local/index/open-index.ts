import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { homeKey } from '../home/home-key';
import { isBroken, isUnwritable, openDatabase, openMemoryDatabase, setAside } from './open-database';
import { RolloutIndex } from './rollout-index';
import { schemaVersion } from './schema';

/**
 * Opens the index of one home, in memory when its folder cannot be written or there is none. Each version of the
 * schema has a file of its own: a newer and an older Skein do not take each other's away.
 */
export async function openIndex(folder: string | null, home: string): Promise<RolloutIndex> {
  if (folder === null) return new RolloutIndex(openMemoryDatabase());
  const name = homeKey(home);
  const path = join(folder, `${name}-v${schemaVersion}.sqlite`);
  try {
    const database = await openDatabase(path);
    await removeOlder(folder, name);
    return new RolloutIndex(database, (error) => {
      // The next start builds a new one.
      if (isBroken(error)) setAside(path).catch(() => {});
    });
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    return new RolloutIndex(openMemoryDatabase());
  }
}

/** An index is a cache: that of an older schema is of no use any more. */
async function removeOlder(folder: string, name: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const version = new RegExp(`^${name}-v(\\d+)\\.sqlite`).exec(file)?.[1];
    if (version !== undefined && Number(version) < schemaVersion)
      await rm(join(folder, file), { force: true });
  }
}
