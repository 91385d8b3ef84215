import { ArrowDownNarrowWide, ArrowUpNarrowWide } from 'lucide-react';
import { useState } from 'react';
import { counted, fullCount } from '../../ui/format';
import { Menu, MenuChoice } from '../../ui/menu';
import { useCommand, useCommands } from '../commands/command-context';
import { isUnfiltered } from './filters';
import styles from './list-status.module.css';
import { type SortKey, sortKeys } from './sort-threads';
import { useThreads } from './threads-model';

const keys = (Object.keys(sortKeys) as SortKey[]).map((value) => ({ value, label: sortKeys[value] }));

const directions = (key: SortKey) => [
  { value: 'desc' as const, label: key === 'size' ? 'Largest first' : 'Newest first' },
  { value: 'asc' as const, label: key === 'size' ? 'Smallest first' : 'Oldest first' },
];

/** How many threads there are, and in which order. */
export function ListStatus() {
  const { collection, entries, shown, filters, sort, changeSort, marked, clearMarks } = useThreads();
  const commands = useCommands();
  const [open, setOpen] = useState(false);
  useCommand('sort', () => setOpen(true));

  const text = isUnfiltered(filters)
    ? counted(entries.length, 'thread')
    : `${fullCount(shown)} of ${counted(entries.length, 'thread')}`;
  const Arrow = sort.direction === 'desc' ? ArrowDownNarrowWide : ArrowUpNarrowWide;
  return (
    <div className={styles.bar}>
      <span id="thread-count" className="tabular" role="status">
        {collection.phase === 'first'
          ? ''
          : marked.length > 0
            ? `${fullCount(marked.length)} selected`
            : text}
        {collection.phase === 'more' && ' so far'}
      </span>
      {marked.length > 0 && (
        <span className={styles.marked}>
          <button type="button" className={styles.act} onClick={() => commands.run('git-many')}>
            Edit git
          </button>
          <button type="button" className={styles.act} onClick={() => commands.run('archive')}>
            Archive
          </button>
          <button type="button" className={styles.act} onClick={clearMarks}>
            Clear
          </button>
        </span>
      )}
      <Menu
        open={open}
        onOpenChange={setOpen}
        align="end"
        trigger={
          <button type="button" className={styles.sort} aria-label={`Sort: ${sortKeys[sort.key]}`}>
            {sortKeys[sort.key]}
            <Arrow size={13} strokeWidth={1.75} aria-hidden />
          </button>
        }
      >
        <MenuChoice
          label="Sort by"
          value={sort.key}
          options={keys}
          onChange={(key) => changeSort({ ...sort, key })}
        />
        <MenuChoice
          label="Direction"
          value={sort.direction}
          options={directions(sort.key)}
          onChange={(direction) => changeSort({ ...sort, direction })}
        />
      </Menu>
    </div>
  );
}
