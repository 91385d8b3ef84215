import { BrowserWindow, nativeTheme, screen } from 'electron';
import { type WindowState, placeWindow, smallest } from './window-state';

/** The page's own background in both themes, so that the window never flashes in another colour. */
const backgrounds = { light: '#ffffff', dark: '#18191c' };

export interface MainWindowParts {
  preload: string;
  icon: string;
  state: WindowState;
  /** Whether developer tools may be opened. */
  devTools: boolean;
  /** Called when the window was moved, resized or closed. */
  keep(state: WindowState): void;
}

/** The one window, shown once its first page is painted. */
export function createMainWindow({ preload, icon, state, devTools, keep }: MainWindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(
      state,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Skein',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries are fetched from the network.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state.isMaximized) window.maximize();
    window.show();
  });
  for (const event of ['resized', 'moved', 'close'] as const) {
    // The names of the events differ in their overloads only.
    window.on(event as 'close', () =>
      keep({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
    );
  }
  return window;
}
