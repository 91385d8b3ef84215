import { createLocalThreadStore } from '../store/local/local-thread-store';
import type { ThreadStore } from '../store/thread-store';
import { dataFolder } from './data-folder';

/** The store over a Codex home, with the app's own index; without one where that folder cannot be written. */
export function openStore(home: string, env: NodeJS.ProcessEnv): Promise<ThreadStore> {
  return createLocalThreadStore({ home, dataDir: dataFolder(env, process.platform), env, live: false });
}
