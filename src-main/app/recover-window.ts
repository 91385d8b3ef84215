import type { BrowserWindow } from 'electron';
import { RestartLimit } from '../store-process/restart-limit';
import type { Log } from './log';
import { recoveryPath } from './recovery-page';
import { appOrigin } from './schemes';

/** How long the recovery page stands before the app is loaded again, in ms: long enough to be seen. */
const pause = 1500;
const restartsPerMinute = 3;
/** A page that is not loaded after this long never will be, in ms; seen where Chromium lost its GPU process meanwhile. */
const longestLoad = 20_000;

/** What a window that crashed needs of the app. */
export interface Recovery {
  /** Loads the app's page into the window; never rejects. */
  load(): Promise<void>;
  /**
   * Asks the user how to go on when the window crashes again and again: true to try once more, false to quit. Main
   * asks, by the system's own dialog: a page that crashes must not be what shows the way out.
   */
  ask(): Promise<boolean>;
  quit(): void;
  log: Log;
}

/** Shows the recovery page after a crash or a hang and loads the app again; when that happens too often, asks first. */
export function recoverWindow(window: BrowserWindow, { load, ask, quit, log }: Recovery): void {
  const limit = new RestartLimit(restartsPerMinute);
  const { webContents } = window;

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('window crashed', { reason, exitCode });
    clearTimeout(loading);
    // Rejects when that page crashes as well, which comes here again.
    recover().catch((error: Error) => log.warn('window not recovered', { error: error.message }));
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
    if (!limit.allows()) return await leaveToUser();
    await window.loadURL(`${appOrigin}${recoveryPath}`);
    setTimeout(() => {
      if (!window.isDestroyed() && webContents.getURL().endsWith(recoveryPath)) void load();
    }, pause);
  }

  async function leaveToUser(): Promise<void> {
    const goesOn = await ask();
    if (window.isDestroyed()) return;
    if (!goesOn) return quit();
    limit.reset();
    await load();
  }
}
