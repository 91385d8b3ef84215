import type { BrowserWindow } from 'electron';
import { RestartLimit } from '../store-process/restart-limit';
import type { Log } from './log';
import { recoveryPath } from './recovery-page';
import { appOrigin } from './schemes';

/** How long the recovery page stands before the app is loaded again, in ms: long enough to be read. */
const pause = 1500;
const restartsPerMinute = 3;

/** Shows the recovery page after a crash or a hang, and loads the app again unless that happens too often. */
export function recoverWindow(window: BrowserWindow, load: () => Promise<void>, log: Log): void {
  const limit = new RestartLimit(restartsPerMinute);
  const { webContents } = window;

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('window crashed', { reason, exitCode });
    void recover();
  });
  // Chromium says so after about 30 s without an answer; the crash then takes the way above.
  webContents.on('unresponsive', () => {
    log.warn('window hangs');
    webContents.forcefullyCrashRenderer();
  });

  async function recover(): Promise<void> {
    await window.loadURL(`${appOrigin}${recoveryPath}`);
    if (!limit.allows()) return;
    setTimeout(() => {
      if (!window.isDestroyed() && webContents.getURL().endsWith(recoveryPath)) void load();
    }, pause);
  }
}
