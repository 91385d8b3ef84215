import type { App, WebContents } from 'electron';
import { recoveryPath } from './recovery-page';
import { appOrigin } from './schemes';

/** The page that a window opens with. */
export const startPage = `${appOrigin}/index.html`;

/** Pages that a window may show: no other document is ever loaded, whatever asks for it. */
const ownPages = new Set([`${appOrigin}/`, startPage, `${appOrigin}${recoveryPath}`]);

/** Whether a navigation stays on the app's own pages. */
export function isOwnPage(url: string): boolean {
  return ownPages.has(url.split('#', 1)[0] ?? '');
}

/** Forbids every page in the app to go elsewhere, to open windows and to embed pages. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Fires for the main frame and for frames inside it; only the main frame may show a page of ours.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  // Nothing announces the way to `about:blank`: it is taken back.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) void contents.loadURL(startPage);
  });
}
