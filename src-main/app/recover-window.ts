import type { BrowserWindow } from 'electron';
import { RestartLimit } from '../store-process/restart-limit';
import type { Log } from './log';
import { recoveryPath } from './recovery-page';
import { appOrigin } from './schemes';

/** How long the recovery page stands before the app is loaded again, in ms: long enough to be read. */
const pause = 1500;
const restartsPerMinute = 3;
/** A page that is not loaded after this long never will be, in ms; seen where Chromium lost its GPU process meanwhile. */
const longestLoad = 20_000;

/** Shows the recovery page after a crash or a hang, and loads the app again unless that happens too often. */
export function recoverWindow(window: BrowserWindow, load: () => Promise<void>, log: Log): void {
  const limit = new RestartLimit(restartsPerMinute);
  const { webContents } = window;

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('window crashed', { reason, exitCode });
    // Rejects when that page crashes as well, which comes here again.
    recover().catch((error: Error) => log.warn('recovery page not loaded', { error: error.message }));
  });
  // A hang is ended, and takes the way above then. Chromium tells of one after about 30 s without an answer to input,
  // and of none while a page loads.
  const end = () => {
    log.warn('window hangs');
    if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
  };
  let loading: NodeJS.Timeout | undefined;
  webContents.on('unresponsive', end);
  webContents.on('did-start-loading', () => {
    clearTimeout(loading);
    loading = setTimeout(end, longestLoad);
  });
  webContents.on('did-stop-loading', () => clearTimeout(loading));
  window.once('closed', () => clearTimeout(loading));

  async function recover(): Promise<void> {
    await window.loadURL(`${appOrigin}${recoveryPath}`);
    if (!limit.allows()) return;
    setTimeout(() => {
      if (!window.isDestroyed() && webContents.getURL().endsWith(recoveryPath)) void load();
    }, pause);
  }
}
