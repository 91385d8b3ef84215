import { type BrowserWindow, app, dialog } from 'electron';
import { startPage } from './guard-contents';
import { createMainWindow } from './main-window';
import { recoverWindow } from './recover-window';
import type { Services } from './services';

/** The app's window: there is one, or on a Mac sometimes none. */
export class AppWindow {
  readonly #services: Services;
  #window: BrowserWindow | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Opens the window and loads the app's page into it. */
  async open(): Promise<BrowserWindow> {
    const { paths, remembered, windows, log } = this.#services;
    const window = createMainWindow({
      preload: paths.preload,
      icon: paths.icon,
      state: await remembered.window.read(),
      devTools: !app.isPackaged,
      keep: (state) => {
        remembered.window.write(state).catch((error: Error) => log.warn(error.message));
      },
    });
    this.#window = window;
    window.once('closed', () => {
      this.#window = undefined;
    });
    const load = () =>
      // Rejects also when the window is closed meanwhile.
      window
        .loadURL(startPage)
        .catch((error: Error) => log.warn('page not loaded', { error: error.message }));
    windows.add(window.webContents);
    recoverWindow(window, { load, ask: () => this.#askAfterCrashes(window), quit: () => app.quit(), log });
    await load();
    return window;
  }

  async #askAfterCrashes(window: BrowserWindow): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window keeps crashing',
      detail: 'Nothing in your Codex home was touched, and your place is kept.',
      buttons: ['Try again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 0;
  }

  /** Brings the window to the front, or opens it. */
  async show(): Promise<void> {
    if (!this.#window) await this.open();
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  /** Asks for a folder with the system's dialog; null when the user picks none. */
  async pickFolder(): Promise<string | null> {
    if (!this.#window) return null;
    const { filePaths } = await dialog.showOpenDialog(this.#window, {
      title: 'Open a Codex home',
      buttonLabel: 'Open',
      // A Codex home is a hidden folder as a rule.
      properties: ['openDirectory', 'showHiddenFiles'],
    });
    return filePaths[0] ?? null;
  }
}
