import { resolve } from 'node:path';
import type { HomeDescription } from '../../../contracts/model/home';
import { errnoOf } from '../classify-error';
import type { StateReading } from '../state-db/state-db';
import type { FileSystem } from './file-system';

/** Whether the home is there and can be read; nothing is created where nothing is (S-40). */
export async function homeState(
  fs: FileSystem,
  root: string,
): Promise<
  Pick<HomeDescription, 'errno'> & { state: 'ready' | 'missing' | 'unreadable' | 'not_a_directory' }
> {
  try {
    const stats = await fs.stat(root);
    if (!stats.isDirectory()) return { state: 'not_a_directory', errno: null };
    await fs.readdir(root);
    return { state: 'ready', errno: null };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    if (errno === 'ENOENT') return { state: 'missing', errno };
    return { state: errno === 'ENOTDIR' ? 'not_a_directory' : 'unreadable', errno };
  }
}

/** What the state database contributes to a home's description. */
export function databaseState(
  home: string,
  sqliteHome: string,
  reading: StateReading,
): Pick<HomeDescription, 'sqliteHome' | 'stateDatabase' | 'schemaVersion'> {
  return {
    sqliteHome: resolve(home) === resolve(sqliteHome) ? null : sqliteHome,
    stateDatabase: reading.state,
    schemaVersion: reading.state === 'ok' ? reading.snapshot.schemaVersion : null,
  };
}
