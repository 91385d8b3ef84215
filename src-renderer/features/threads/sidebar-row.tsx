import {
  Archive,
  ChevronRight,
  CircleDot,
  Folder,
  FolderGit2,
  Inbox,
  type LucideIcon,
  SquareTerminal,
} from 'lucide-react';
import { classNames } from '../../ui/class-names';
import { fullCount } from '../../ui/format';
import styles from './sidebar.module.css';
import type { SideRow } from './side-rows';

const icons: Record<SideRow['kind'], LucideIcon | null> = {
  section: null,
  shelf: Inbox,
  repository: FolderGit2,
  directory: Folder,
  source: SquareTerminal,
};

const shelfIcons: Record<string, LucideIcon> = { 'shelf:active': CircleDot, 'shelf:archived': Archive };

interface SidebarRowProps {
  row: SideRow;
  top: number;
  height: number;
  position: number;
  total: number;
  /** False while nothing was counted yet. */
  isKnown: boolean;
  isCursor: boolean;
  onChoose: (row: SideRow) => void;
  onToggle: (row: SideRow) => void;
}

/** One line of the sidebar. */
export function SidebarRow({
  row,
  top,
  height,
  position,
  total,
  isKnown,
  isCursor,
  onChoose,
  onToggle,
}: SidebarRowProps) {
  const count = isKnown ? row.count : null;
  const Icon = shelfIcons[row.id] ?? icons[row.kind];
  return (
    <div
      id={`side-${row.id}`}
      className={classNames(
        styles.row,
        styles[row.kind],
        row.selected && styles.selected,
        isCursor && styles.cursor,
        count === 0 && styles.empty,
      )}
      style={{ top, height }}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={position}
      aria-setsize={total}
      aria-selected={row.selected}
      aria-expanded={row.expanded ?? undefined}
      title={row.title}
      onClick={() => onChoose(row)}
    >
      {row.expanded !== null && (
        <span
          className={classNames(styles.chevron, row.expanded && styles.open)}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(row);
          }}
        >
          <ChevronRight size={12} strokeWidth={2} aria-hidden />
        </span>
      )}
      {Icon && <Icon className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />}
      <span className={classNames(styles.label, 'truncate')}>{row.label}</span>{' '}
      {count !== null && <span className={classNames(styles.count, 'tabular')}>{fullCount(count)}</span>}
    </div>
  );
}
