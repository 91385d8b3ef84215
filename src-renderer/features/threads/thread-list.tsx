import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { rowHeights } from '../../ui/density';
import { useNow } from '../../ui/use-now';
import { useCommand } from '../commands/command-context';
import { useEdits } from '../edits/edits-context';
import { ThreadContextMenu } from '../edits/thread-context-menu';
import { useSettings } from '../settings/use-settings';
import type { Row } from './arrange-rows';
import styles from './thread-list.module.css';
import { ThreadRow } from './thread-row';
import { scrolls } from '../../ui/scrolls';
import { useThreads } from './threads-model';
import { useScrollAnchor } from './use-scroll-anchor';

/** The threads that pass the filters; the selected one is shown beside it. `onOpen` moves the focus there. */
export function ThreadList({ onOpen }: { onOpen: () => void }) {
  const { rows, filters, sort, selectedId, select, setExpanded, entries, ...threads } = useThreads();
  const { marked, mark, markAll, clearMarks } = threads;
  const { renaming } = useEdits();
  const height = rowHeights[useSettings().settings.density].thread;
  const now = useNow();
  const grid = useRef<HTMLDivElement>(null);
  // Not once per frame of scrolling: there may be tens of thousands.
  const selected = useMemo(
    () => rows.findIndex((row) => row.entry.thread.id === selectedId),
    [rows, selectedId],
  );

  // One function per list: a new one makes the virtualiser place every row anew.
  const keyOf = useCallback((index: number) => rows[index]?.entry.thread.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 12,
    // The selected row is always there, since screen readers are pointed at it.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return selected < 0 || shown.includes(selected) ? shown : [...shown, selected].sort((a, b) => a - b);
    },
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useScrollAnchor(rows, virtual, height, `${JSON.stringify(filters)}${sort.key}${sort.direction}`);

  // A step goes on by as little as it takes; a jump, and the row of the last run, land in the middle.
  const shownId = useRef<string | null>(null);
  useEffect(() => {
    const scroller = grid.current;
    if (selected < 0 || shownId.current === selectedId || !scroller) return;
    const isFirst = shownId.current === null;
    shownId.current = selectedId;
    const { scrollTop, clientHeight } = scroller;
    const above = scrollTop - selected * height;
    const below = (selected + 1) * height - (scrollTop + clientHeight);
    if (above <= 0 && below <= 0) return;
    const isFar = isFirst || Math.max(above, below) > clientHeight;
    virtual.scrollToIndex(selected, { align: isFar ? 'center' : 'auto' });
  }, [selected, selectedId, virtual, height]);

  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row) select(row.entry.thread.id);
  };
  const extend = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row) mark(row.entry.thread.id, 'extend');
  };
  const page = () => Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / height) - 1);
  const expand = (open: boolean) => {
    const row = rows[selected];
    if (row && row.agents > 0 && row.expanded !== open) setExpanded(row.entry.thread.id, open);
    else if (!open && row && row.depth > 0)
      move(rows.findLastIndex((other, at) => at < selected && other.depth < row.depth));
  };
  useCommand('list-next', () => move(selected + 1));
  useCommand('list-previous', () => move(selected < 0 ? 0 : selected - 1));
  useCommand('next-thread', () => move(selected + 1));
  useCommand('previous-thread', () => move(selected < 0 ? 0 : selected - 1));
  useCommand('list-page-down', () => move(selected + page()));
  useCommand('list-page-up', () => move(selected - page()));
  useCommand('list-first', () => move(0));
  useCommand('list-last', () => move(rows.length - 1));
  useCommand('mark-next', () => extend(selected + 1));
  useCommand('mark-previous', () => extend(selected - 1));
  useCommand('mark-to-first', () => extend(0));
  useCommand('mark-to-last', () => extend(rows.length - 1));
  useCommand('mark-all', markAll);
  useCommand(
    'back',
    () => {
      if (document.activeElement !== grid.current) return false;
      clearMarks();
      return undefined;
    },
    marked.length > 0,
  );
  useCommand('list-expand', () => expand(true));
  useCommand('list-collapse', () => expand(false));
  useCommand('open', () => {
    if (selected < 0) return false;
    onOpen();
    return undefined;
  });

  const marks = useMemo(() => new Set(marked), [marked]);
  const newest = useRef({ mark, select });
  useEffect(() => {
    newest.current = { mark, select };
  });
  const pick = useCallback((threadId: string, how: 'one' | 'toggle' | 'extend') => {
    if (how === 'one') newest.current.select(threadId);
    else newest.current.mark(threadId, how);
  }, []);
  const toggle = useCallback((row: Row) => setExpanded(row.entry.thread.id, !row.expanded), [setExpanded]);

  return (
    <ThreadContextMenu>
      <div
        ref={grid}
        id="thread-list"
        className={styles.grid}
        data-scope="list"
        data-scrolls={scrolls(virtual) || undefined}
        role="treegrid"
        aria-label="Threads"
        aria-rowcount={rows.length}
        aria-multiselectable
        aria-activedescendant={selected < 0 ? undefined : `thread-${selectedId}`}
        aria-describedby={entries.length > 0 ? 'thread-count' : undefined}
        tabIndex={0}
      >
        <div role="presentation" className={styles.sheet} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index];
            return (
              row && (
                <ThreadRow
                  key={row.entry.thread.id}
                  row={row}
                  index={index}
                  total={rows.length}
                  top={start}
                  height={size}
                  selected={marks.size > 0 ? marks.has(row.entry.thread.id) : index === selected}
                  current={index === selected}
                  marked={marks.has(row.entry.thread.id)}
                  renaming={renaming?.place === 'list' && renaming.threadId === row.entry.thread.id}
                  sortKey={sort.key}
                  now={now}
                  onSelect={pick}
                  onOpen={onOpen}
                  onToggle={toggle}
                />
              )
            );
          })}
        </div>
      </div>
    </ThreadContextMenu>
  );
}
