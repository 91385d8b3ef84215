import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { Windows } from '../ipc/windows';
import { findNode } from '../store-process/find-node';
import { launchStoreProcess } from '../store-process/launch-store-process';
import { appPaths } from './app-paths';
import type { Arguments } from './arguments';
import { chooseHome } from './home-choice';
import { HomeSession } from './home-session';
import { createLog } from './log';
import { rememberedFiles } from './remembered';
import { SettingsStore } from './settings-store';

/** Everything that lives as long as the app does and is not a window. */
export type Services = Awaited<ReturnType<typeof createServices>>;

/** Opens the app's own files and the Codex home. */
export async function createServices(given: Arguments) {
  const dataFolder = app.getPath('userData');
  const root = app.getAppPath();
  const paths = appPaths(root, app.isPackaged ? process.resourcesPath : join(root, 'resources'));
  const log = createLog(join(dataFolder, 'logs', 'skein.log'));
  const notice = (message: string) => log.warn(message);

  const remembered = rememberedFiles(dataFolder, notice);
  const windows = new Windows();
  const node = await findNode(root, process.env);
  const homes = new HomeSession(chooseHome(given.home, (await remembered.home.read()).home, process.env), {
    launch: ({ path, isDemo }) =>
      launchStoreProcess(paths.storeProcess, { home: path, isDemo, dataFolder }, node),
    tell: (event) => {
      if (event.type === 'store-state') {
        const { state, restarts, message } = event.store;
        log.info('store process', { state, restarts, reason: message });
      }
      windows.broadcast(event);
    },
  });
  const settings = new SettingsStore({
    folder: dataFolder,
    home: () => homes.home.path,
    changed: ({ theme }) => {
      nativeTheme.themeSource = theme;
    },
    notice,
  });
  await settings.load();
  return { given, dataFolder, paths, log, remembered, windows, homes, settings };
}
