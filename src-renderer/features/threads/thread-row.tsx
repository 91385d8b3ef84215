import { Bot, ChevronRight, GitBranch } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '../../ui/class-names';
import { counted, fullCount, shortBytes, shortCount, unknown } from '../../ui/format';
import { isoTime, relativeTime } from '../../ui/relative-time';
import { RenameField } from '../edits/rename-field';
import type { Row } from './arrange-rows';
import { shownTime, type SortKey, sortKeys } from './sort-threads';
import { ThreadBadges } from './thread-badges';
import styles from './thread-row.module.css';
import { threadTitle } from './thread-title';

/** Deeper agents are not moved further to the right: the title would run out of room. */
const deepest = 4;

interface ThreadRowProps {
  row: Row;
  index: number;
  total: number;
  top: number;
  height: number;
  selected: boolean;
  /** The row that keys go on from; one of several where more are selected. */
  current: boolean;
  /** Chosen together with others. */
  marked: boolean;
  /** Its name is being typed. */
  renaming: boolean;
  sortKey: SortKey;
  /** The time that "ago" counts from, in ms since 1970. */
  now: number;
  onSelect: (threadId: string, how: 'one' | 'toggle' | 'extend') => void;
  onOpen: () => void;
  onToggle: (row: Row) => void;
}

function Line({ row, sortKey, now }: Pick<ThreadRowProps, 'row' | 'sortKey' | 'now'>) {
  const { thread, branch } = row.entry;
  const at = shownTime(thread, sortKey);
  const spoken = [
    branch && `branch ${branch}`,
    thread.model,
    thread.turnCount === null ? 'turns unknown' : counted(thread.turnCount, 'turn'),
    thread.tokensUsed === null ? 'tokens unknown' : counted(thread.tokensUsed, 'token'),
    at === null ? 'time unknown' : isoTime(at).slice(0, 16).replace('T', ' '),
  ];
  const label = sortKey === 'size' ? sortKeys.recency : sortKeys[sortKey];
  return (
    <div className={styles.line} role="gridcell">
      <span className="sr-only">{spoken.filter(Boolean).join(', ')}</span>
      <span className={styles.drawn} aria-hidden>
        <span className={classNames(styles.where, 'truncate')}>
          {branch && (
            <>
              <GitBranch size={11} strokeWidth={2} aria-hidden />
              <span className="truncate">{branch}</span>
            </>
          )}
          {branch && thread.model && <span aria-hidden>·</span>}
          {thread.model && <span className={classNames(styles.model, 'truncate')}>{thread.model}</span>}
        </span>
        <span className={styles.turns} title={`${fullCount(thread.turnCount)} turns`}>
          {shortCount(thread.turnCount)} {thread.turnCount === 1 ? 'turn' : 'turns'}
        </span>
        {sortKey === 'size' ? (
          <span className={styles.tokens} title={`${fullCount(thread.sizeBytes)} bytes on disk`}>
            {shortBytes(thread.sizeBytes)}
          </span>
        ) : (
          <span className={styles.tokens} title={`${fullCount(thread.tokensUsed)} tokens`}>
            {shortCount(thread.tokensUsed)} tok
          </span>
        )}
        <time
          className={styles.time}
          dateTime={at === null ? undefined : new Date(at).toISOString()}
          title={`${label}: ${isoTime(at)}`}
        >
          {at === null ? unknown : relativeTime(at, now)}
        </time>
      </span>
    </div>
  );
}

/** Opens and closes the agents below a thread; keys do the same through the list, so it is no tab stop. */
function AgentsToggle({ row, onToggle }: Pick<ThreadRowProps, 'row' | 'onToggle'>) {
  return (
    <button
      type="button"
      className={classNames(styles.agents, row.expanded && styles.open)}
      tabIndex={-1}
      aria-label={`${row.expanded ? 'Hide' : 'Show'} ${counted(row.agents, 'sub-agent')}`}
      title={counted(row.agents, 'sub-agent')}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(row);
      }}
    >
      <Bot size={12} strokeWidth={1.75} aria-hidden />
      <span className="tabular">{row.agents}</span>
      <ChevronRight className={styles.chevron} size={11} strokeWidth={2.25} aria-hidden />
    </button>
  );
}

/** A thread in the list: what it is about, then where, with what, how much and when. */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { row, index, total, top, height, selected, current, marked, renaming } = props;
  const { onSelect, onOpen, onToggle } = props;
  const { thread } = row.entry;
  const { text, isName } = threadTitle(thread);
  return (
    <div
      id={`thread-${thread.id}`}
      className={classNames(styles.row, selected && styles.selected, marked && styles.marked)}
      data-current={current || undefined}
      style={{ top, height, '--depth': Math.min(row.depth, deepest) }}
      role="row"
      aria-rowindex={index + 1}
      aria-level={row.depth + 1}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-selected={selected}
      aria-expanded={row.agents > 0 ? row.expanded : undefined}
      onClick={(event) =>
        onSelect(thread.id, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'one')
      }
      // A second Shift or Ctrl click is another choice, no wish to read.
      onDoubleClick={(event) => !(event.shiftKey || event.ctrlKey || event.metaKey) && onOpen()}
    >
      <div className={styles.line} role="gridcell">
        {renaming ? (
          <RenameField thread={thread} />
        ) : (
          <span className={classNames(styles.title, isName && styles.name, 'truncate')} title={text}>
            {text}
          </span>
        )}
        <ThreadBadges entry={row.entry} />
        {row.agents > 0 && <AgentsToggle row={row} onToggle={onToggle} />}
      </div>
      <Line {...props} />
    </div>
  );
});
