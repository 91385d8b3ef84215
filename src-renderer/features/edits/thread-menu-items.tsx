import {
  Archive,
  ArchiveRestore,
  Brain,
  GitBranch,
  GitFork,
  History,
  PencilLine,
  ScanSearch,
  Trash2,
} from 'lucide-react';
import { counted } from '../../ui/format';
import { MenuItem, MenuLine } from '../../ui/menu';
import { useFork } from '../branching/use-fork';
import { useCommands } from '../commands/command-context';
import { keyLabel } from '../commands/key-label';
import { type CommandId, type CommandRow, keymap } from '../commands/keymap';
import { useReviews } from '../review/reviews-context';
import { useTargets } from './use-targets';

/** What can be done with the thread that is shown, or with all that are selected. */
export function ThreadMenuItems() {
  const commands = useCommands();
  const fork = useFork();
  const reviews = useReviews();
  const targets = useTargets();
  const [first] = targets;
  const many = targets.length > 1;
  const what = many ? ` ${counted(targets.length, 'thread')}` : '';
  const isArchived = targets.every(({ archived }) => archived);
  const item = (id: CommandId, icon: typeof Archive, label: string, disabled = false) => {
    const [key] = (keymap[id] as CommandRow).keys;
    const caps = key === undefined ? undefined : keyLabel(typeof key === 'string' ? key : key.key);
    return (
      <MenuItem
        icon={icon}
        disabled={disabled || targets.length === 0}
        {...(caps && { caps })}
        // The menu gives the focus back first; the command may want it elsewhere.
        onSelect={() => setTimeout(() => commands.run(id))}
      >
        {label}
      </MenuItem>
    );
  };
  return (
    <>
      {item('rename', PencilLine, 'Rename', many)}
      {item('git', GitBranch, many ? `Edit git of${what}` : 'Git: branch, commit, origin')}
      <MenuLine />
      {item(
        'archive',
        isArchived ? ArchiveRestore : Archive,
        `${isArchived ? 'Unarchive' : 'Archive'}${what}`,
      )}
      {item('memory-enable', Brain, 'Memory mode: enabled')}
      {item('memory-disable', Brain, 'Memory mode: disabled')}
      <MenuLine />
      <MenuItem
        icon={GitFork}
        disabled={many || first === undefined}
        onSelect={() => first && setTimeout(() => fork(first, { kind: 'latest' }, 'Forked from'))}
      >
        Fork …
      </MenuItem>
      <MenuItem
        icon={ScanSearch}
        caps={keyLabel('v')}
        disabled={many || first === undefined}
        onSelect={() => first && setTimeout(() => reviews.open(first.id))}
      >
        Review
      </MenuItem>
      <MenuLine />
      {item('journal-thread', History, 'Journal of this thread', many)}
      <MenuLine />
      {item('delete', Trash2, `Delete${what} …`)}
    </>
  );
}
