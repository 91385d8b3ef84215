import { ChevronsUpDown, FolderOpen, Settings, Sparkles } from 'lucide-react';
import { useAppInfo } from '../../app/use-app-info';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem } from '../../ui/menu';
import { useCommands } from '../commands/command-context';
import { homeName } from './home-name';
import styles from './side-head.module.css';

/** Above the projects: which home is open, and the way to another. */
export function SideHead() {
  const commands = useCommands();
  const home = useAppInfo().data?.home;
  return (
    <div className={styles.head}>
      <Menu
        trigger={
          <Button look="quiet" className={styles.home} title={home?.path}>
            <span className="truncate">{home && homeName(home)}</span>
            <ChevronsUpDown size={13} strokeWidth={1.75} aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={FolderOpen} onSelect={() => commands.run('choose-home')}>
          Open another Codex home …
        </MenuItem>
        <MenuItem icon={Sparkles} onSelect={() => commands.run('open-demo')}>
          Open the demo home
        </MenuItem>
      </Menu>
      <IconButton icon={Settings} label="Settings" onClick={() => commands.run('settings')} />
    </div>
  );
}
