import type { AppInfo } from '../contracts/app';
import type { AppService } from '../ipc/app';
import { StoreError } from '../store/errors';
import { defaultHome } from './home-choice';
import type { HomeSession } from './home-session';

export interface AppServiceParts {
  homes: HomeSession;
  version: string;
  /** The system's folder dialog; null when the user picks none. */
  pickFolder(): Promise<string | null>;
  /** Keeps the home for the next start; null = none. Never rejects: a choice that is not kept is still a choice. */
  remember(path: string | null): Promise<void>;
  /** Path of the demo home, made ready. */
  demoHome(): Promise<string>;
  openExternal(url: string): Promise<boolean>;
  resumeInCodex: AppService['resumeInCodex'];
}

/** What the app itself does for its window: home, store process, links, the way back into Codex. */
export function createAppService(parts: AppServiceParts): AppService {
  const { homes } = parts;
  return {
    describe: async (): Promise<AppInfo> => {
      const home = await homes.describe();
      return { version: parts.version, platform: process.platform, home, store: homes.storeState };
    },
    chooseHome: async () => {
      const path = await parts.pickFolder();
      if (path === null) return null;
      await parts.remember(path === defaultHome() ? null : path);
      return await homes.switchTo({ path, isDemo: false });
    },
    openDemo: async () => {
      const path = await parts.demoHome().catch((error: NodeJS.ErrnoException) => {
        throw new StoreError(
          'io',
          'The demo home could not be copied.',
          { errno: error.code ?? null },
          { cause: error },
        );
      });
      return await homes.switchTo({ path, isDemo: true });
    },
    restartStore: async () => homes.restartStore(),
    openExternal: (url) => parts.openExternal(url),
    resumeInCodex: (threadId, how) => parts.resumeInCodex(threadId, how),
  };
}
