import { GitFork, Undo2 } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem } from '../../ui/menu';
import { useCommands } from '../commands/command-context';

/** What can be branched off the thread as a whole. */
export function ThreadMenu({ refused }: { refused: string | null }) {
  const commands = useCommands();
  // The menu gives the focus back first; what comes may want it elsewhere.
  const rest = { disabled: refused !== null, hint: refused ?? undefined };
  return (
    <Menu align="end" trigger={<IconButton icon={GitFork} label="Fork or roll back" />}>
      <MenuItem icon={GitFork} {...rest} onSelect={() => setTimeout(() => commands.run('fork-thread'))}>
        Fork the thread …
      </MenuItem>
      <MenuItem icon={Undo2} {...rest} onSelect={() => setTimeout(() => commands.run('rollback-turns'))}>
        Roll back turns …
      </MenuItem>
    </Menu>
  );
}
