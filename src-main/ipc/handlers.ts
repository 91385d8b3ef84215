import { channels } from '../contracts/bridge';
import type { AnyChannel } from '../contracts/channel';
import type { ThreadManager } from '../threads/thread-manager';
import { type AppService, appHandlers } from './app';
import { auditHandlers } from './audit';
import { editHandlers } from './edits';
import { type GitService, gitHandlers } from './git';
import { type Handler, type HandlersOf, type IpcParts, register } from './register';
import { type SettingsService, settingsHandlers } from './settings';
import { threadHandlers } from './threads';
import { usageHandlers } from './usage';

/** What the handlers work with. */
export interface Services {
  manager: ThreadManager;
  git: GitService;
  settings: SettingsService;
  app: AppService;
}

/** Puts a handler behind every channel that there is. */
export function registerAll(parts: IpcParts, services: Services): void {
  const handlers: HandlersOf<typeof channels> = {
    ...threadHandlers(services.manager),
    ...usageHandlers(services.manager),
    ...auditHandlers(services.manager),
    ...editHandlers(services.manager),
    ...gitHandlers(services.git),
    ...settingsHandlers(services.settings),
    ...appHandlers(services.app),
  };
  for (const channel of channels) {
    // Name and handler belong together by the mapped type; a loop variable loses that.
    register<AnyChannel>(parts, channel, handlers[channel.name] as Handler<AnyChannel>);
  }
}
