import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState } from 'react';
import { rowHeights } from '../../ui/density';
import { scrolls } from '../../ui/scrolls';
import { useCommand } from '../commands/command-context';
import { useSettings } from '../settings/use-settings';
import { SidebarRow } from './sidebar-row';
import styles from './sidebar.module.css';
import { sideRows, type SideRow } from './side-rows';
import { useThreads } from './threads-model';

/** Projects, sources and shelves with their counts: a tree of which one row has the cursor. */
export function Sidebar() {
  const { collection, projects, counts, filters, changeFilters } = useThreads();
  const { side, section } = rowHeights[useSettings().settings.density];
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [cursorId, setCursorId] = useState('shelf:all');
  const tree = useRef<HTMLDivElement>(null);

  const rows = useMemo(
    () => sideRows(projects, counts, filters, opened),
    [projects, counts, filters, opened],
  );
  const cursor = Math.max(
    0,
    rows.findIndex((row) => row.id === cursorId),
  );
  // One function per list: a new one makes the virtualiser place every row anew.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: (index) => (rows[index]?.kind === 'section' && index > 0 ? section : side),
    getItemKey: keyOf,
    overscan: 10,
  });

  const setOpen = (row: SideRow, open: boolean) => setOpened((known) => new Map(known).set(row.id, open));
  const choose = (row: SideRow) => {
    setCursorId(row.id);
    if (row.choose) changeFilters(row.choose);
    else setOpen(row, !row.expanded);
  };
  const onCursor = (run: (row: SideRow) => void) => () => {
    const row = rows[cursor];
    if (row) run(row);
  };
  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setCursorId(rows[index]?.id ?? '');
    virtual.scrollToIndex(index);
  };
  useCommand('side-next', () => move(cursor + 1));
  useCommand('side-previous', () => move(cursor - 1));
  useCommand('side-first', () => move(0));
  useCommand('side-last', () => move(rows.length - 1));
  useCommand('side-choose', onCursor(choose));
  useCommand(
    'side-expand',
    onCursor((row) => row.expanded === false && setOpen(row, true)),
  );
  useCommand(
    'side-collapse',
    onCursor((row) => row.expanded === true && setOpen(row, false)),
  );

  return (
    <div
      ref={tree}
      className={styles.tree}
      data-scrolls={scrolls(virtual) || undefined}
      role="tree"
      aria-label="Projects and sources"
      tabIndex={0}
      aria-activedescendant={rows[cursor] && `side-${rows[cursor].id}`}
    >
      <div role="presentation" className={styles.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          return (
            row && (
              <SidebarRow
                key={row.id}
                row={row}
                top={start}
                height={size}
                position={index + 1}
                total={rows.length}
                isKnown={collection.phase !== 'first'}
                isCursor={index === cursor}
                onChoose={choose}
                onToggle={(of) => setOpen(of, !of.expanded)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
