import { GitFork, Undo2 } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem } from '../../ui/menu';
import { keyLabel } from '../commands/key-label';
import type { TurnAct } from './branch-refusal';
import { useBranchingModel } from './branching-context';

const items: { act: TurnAct; title: string; key: string; icon: typeof GitFork }[] = [
  { act: 'fork-before', title: 'Fork before this turn …', key: 'f', icon: GitFork },
  { act: 'fork-through', title: 'Fork through this turn …', key: 'Shift+f', icon: GitFork },
  { act: 'roll-back', title: 'Roll back to before this turn …', key: 'u', icon: Undo2 },
];

/** What can be done at a turn, as items of a menu. */
export function TurnMenuItems({ turn }: { turn: number }) {
  const { act, refusal } = useBranchingModel();
  return items.map(({ act: what, title, key, icon }) => {
    const reason = refusal(what, turn);
    return (
      <MenuItem
        key={what}
        icon={icon}
        caps={keyLabel(key)}
        disabled={reason !== null}
        hint={reason ?? undefined}
        // The menu gives the focus back first; what comes may want it elsewhere.
        onSelect={() => setTimeout(() => act(what, turn))}
      >
        {title}
      </MenuItem>
    );
  });
}

/** The button beside a turn that opens its menu; the keys do the same, so it is no stop of the Tab key. */
export function TurnMenu({ turn }: { turn: number }) {
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={GitFork} label={`Fork or roll back at turn ${turn + 1}`} tabIndex={-1} />}
    >
      <TurnMenuItems turn={turn} />
    </Menu>
  );
}
