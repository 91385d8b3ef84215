import { type BrowserWindow, clipboard, dialog } from 'electron';
import { defaultHome } from '../home-choice';
import type { HomeSession } from '../home-session';
import { createResumeInCodex } from './resume-in-codex';

/** Going on with a thread of the open home, asked for in this window. */
export function resumeInTerminal(homes: HomeSession, window: () => BrowserWindow | undefined) {
  return createResumeInCodex({
    cwdOf: async (threadId) => (await homes.manager.read(threadId)).cwd,
    home: () => homes.home.path,
    defaultHome: defaultHome(),
    ask: async (command) => {
      const parent = window();
      if (!parent) return false;
      const { response } = await dialog.showMessageBox(parent, {
        type: 'question',
        message: 'Resume this thread in Codex?',
        detail: `A terminal opens and runs:\n\n${command}`,
        buttons: ['Cancel', 'Run in terminal'],
        defaultId: 1,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    copy: (text) => clipboard.writeText(text),
    platform: process.platform,
    env: process.env,
  });
}
