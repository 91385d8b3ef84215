import { type BrowserWindow, dialog, shell } from 'electron';
import { createOpenExternal } from './open-external';

/** The only module that hands anything to the system: links, after the policy. */
export function externalLinks(window: () => BrowserWindow | undefined): (url: string) => Promise<boolean> {
  return createOpenExternal({
    open: (url) => shell.openExternal(url),
    ask: async ({ url, host }) => {
      const parent = window();
      if (!parent) return false;
      const { response } = await dialog.showMessageBox(parent, {
        type: 'question',
        message: `Open ${host}?`,
        detail: `${url}\n\nThe link comes from a thread, not from Skein.`,
        buttons: ['Cancel', 'Open'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
  });
}
