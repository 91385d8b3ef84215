import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { menuTemplate } from './menu';

const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

describe.each(['linux', 'win32', 'darwin'] as const)('on %s', (platform) => {
  test('every command of the window is sent by its id', () => {
    const command = vi.fn();
    for (const item of flat(menuTemplate(command, platform, true))) {
      (item.click as (() => void) | undefined)?.();
    }
    expect(new Set(command.mock.calls.flat())).toEqual(
      new Set([
        'archive',
        'choose-home',
        'copy-resume',
        'delete',
        'find',
        'fork-thread',
        'git',
        'git-many',
        'journal',
        'journal-thread',
        'keys',
        'memory-disable',
        'memory-enable',
        'open-demo',
        'palette',
        'rename',
        'resume-terminal',
        'review',
        'rollback-turns',
        'settings',
        'sidebar',
        'undo-edit',
      ]),
    );
  });

  test('no key is given twice', () => {
    const keys = flat(menuTemplate(vi.fn(), platform, false)).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test('it can be left', () => {
    expect(flat(menuTemplate(vi.fn(), platform, true)).map(({ role }) => role)).toContain('quit');
  });

  test('developer tools are for developers', () => {
    const roles = (isPackaged: boolean) =>
      flat(menuTemplate(vi.fn(), platform, isPackaged)).map(({ role }) => role);
    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(false)).toContain('toggleDevTools');
  });
});
