import { useState } from 'react';
import { useCommand } from '../features/commands/command-context';
import { KeysSheet } from '../features/commands/keys-sheet';
import { Palette } from './palette/palette';
import { useOpenHome } from '../features/home/use-open-home';
import { SettingsDialog } from '../features/settings/settings-dialog';
import { useChangeSettings } from '../features/settings/use-settings';
import { focusThreadList } from '../features/threads/threads-pane';
import { useThreads } from '../features/threads/threads-model';

/** The dialogs of the window and the commands that open them. */
export function Overlays() {
  const [open, setOpen] = useState<'palette' | 'settings' | 'keys' | null>(null);
  const { entries, select } = useThreads();
  const { chooseHome, openDemo } = useOpenHome();
  const changeSettings = useChangeSettings();
  useCommand('palette', () => setOpen('palette'));
  useCommand('settings', () => setOpen('settings'));
  useCommand('keys', () => setOpen('keys'));
  useCommand('choose-home', chooseHome);
  useCommand('open-demo', openDemo);
  useCommand('theme-system', () => changeSettings({ theme: 'system' }));
  useCommand('theme-light', () => changeSettings({ theme: 'light' }));
  useCommand('theme-dark', () => changeSettings({ theme: 'dark' }));
  const close = () => setOpen(null);
  return (
    <>
      <Palette
        open={open === 'palette'}
        onClose={close}
        entries={entries}
        onThread={(threadId) => {
          select(threadId);
          focusThreadList();
        }}
      />
      <SettingsDialog open={open === 'settings'} onClose={close} />
      <KeysSheet open={open === 'keys'} onClose={close} />
    </>
  );
}
