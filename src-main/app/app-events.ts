import type { App, Event } from 'electron';
import type { AppWindow } from './app-window';
import { readArguments } from './arguments';
import type { Services } from './services';

/** What a second start of the app tells the one that runs. */
export interface SecondStart {
  argv: string[];
  folder: string;
}

/** Follows the app's own life: further starts, the last window, the end. */
export function followApp(
  app: App,
  services: Services,
  window: AppWindow,
  platform = process.platform,
): void {
  const tell = (error: Error) => services.log.warn('following the app failed', { error: error.message });
  app.on('activate', () => {
    window.show().catch(tell);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    // Chromium reorders the arguments that it hands over; our own copy is as they were typed.
    const { argv, folder } = data as SecondStart;
    const { home } = readArguments(argv, folder);
    if (home) services.homes.switchTo({ path: home, isDemo: false }).catch(tell);
    window.show().catch(tell);
  });
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });

  let isDone = false;
  app.on('will-quit', (event: Event) => {
    if (isDone) return;
    event.preventDefault();
    void finish(services).then(() => {
      isDone = true;
      app.quit();
    });
  });
}

/** Ends the store and lets what is being written come to its end; bounded by the manager's own bound. */
async function finish({ homes, settings, remembered, log }: Services): Promise<void> {
  await Promise.allSettled([homes.manager.shutdown(), settings.settled(), remembered.window.settled()]);
  await log.settled();
}
