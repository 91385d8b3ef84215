import type { AppInfo, ResumeCommand, ResumeWay, StoreState, appChannels } from '../contracts/app';
import type { HomeDescription } from '../contracts/model/home';
import type { HandlersOf } from './register';

/** What the app itself does for its window. */
export interface AppService {
  describe(): Promise<AppInfo>;
  /** Asks the user for a folder; null when they pick none. */
  chooseHome(): Promise<HomeDescription | null>;
  openDemo(): Promise<HomeDescription>;
  restartStore(): Promise<StoreState>;
  /** False = refused. */
  openExternal(url: string): Promise<boolean>;
  resumeInCodex(threadId: string, how: ResumeWay): Promise<ResumeCommand>;
}

/** The app: home, store process, links. */
export function appHandlers(app: AppService): HandlersOf<typeof appChannels> {
  return {
    'app:describe': () => app.describe(),
    'app:chooseHome': () => app.chooseHome(),
    'app:openDemo': () => app.openDemo(),
    'app:restartStore': () => app.restartStore(),
    'app:openExternal': ({ url }) => app.openExternal(url),
    'app:resumeInCodex': ({ threadId, how }) => app.resumeInCodex(threadId, how),
  };
}
