import type { MenuItemConstructorOptions } from 'electron';

/** The application menu. `command` sends one of the window's own commands to it, by the id of its keymap. */
export function menuTemplate(
  command: (id: string) => void,
  platform: NodeJS.Platform,
  isPackaged: boolean,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const item = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => command(id),
    ...(accelerator && { accelerator }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const settings = item('Settings …', 'settings', 'CmdOrCtrl+,');
  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [application] : []),
    {
      label: '&File',
      submenu: [
        item('Open another Codex home …', 'choose-home', 'CmdOrCtrl+O'),
        item('Open the demo home', 'open-demo'),
        line,
        ...(isMac ? [{ role: 'close' as const }] : [settings, line, { role: 'quit' as const }]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        item('Find in thread', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Command palette', 'palette', 'CmdOrCtrl+K'),
        item('Journal of edits', 'journal'),
        item('Show or hide projects', 'sidebar', 'CmdOrCtrl+B'),
        line,
        { role: 'reload' },
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Thread',
      submenu: [
        item('Rename', 'rename', 'F2'),
        item('Git: branch, commit, origin', 'git'),
        item('Edit git of many threads', 'git-many'),
        item('Archive or unarchive', 'archive'),
        item('Memory mode: enabled', 'memory-enable'),
        item('Memory mode: disabled', 'memory-disable'),
        item('Delete …', 'delete'),
        line,
        item('Journal of this thread', 'journal-thread'),
        item('Undo the last edit', 'undo-edit'),
        line,
        item('Review this thread', 'review'),
        item('Fork the thread …', 'fork-thread'),
        item('Roll back turns …', 'rollback-turns'),
        line,
        item('Copy the resume command', 'copy-resume'),
        item('Resume in Codex, in a terminal …', 'resume-terminal'),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('All keys', 'keys')] },
  ];
}
