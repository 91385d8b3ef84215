import type { Settings } from '@contracts/settings';
import { type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { useDelayed } from '../../../ui/use-delayed';
import { useBranchingModel } from '../../branching/branching-context';
import { itemLabel } from '../items/item-label';
import type { Outline } from '../outline';
import type { ReadingState } from '../reading-state';
import type { Row } from '../rows/row-map';
import { pageSize, useItemPages } from '../use-item-pages';
import { RowContent } from './row-content';
import { StickyPrompt } from './sticky-prompt';
import styles from './transcript.module.css';
import { useTranscriptList } from './transcript-list';
import { useFindMarks } from './use-find-marks';
import { usePlace } from './use-place';
import { firstVisible, useRowFocus } from './use-row-focus';
import { useRows } from './use-rows';
import { useStaleOutline } from './use-stale-outline';
import { useTranscriptCommands } from './use-transcript-commands';

/** What the parts around the transcript may ask of it. */
export interface TranscriptHandle {
  /** Opens an item and what it is folded into, and brings it into view. */
  showItem: (item: number) => void;
  /** Brings the head of a turn into view, with something of what is before it. */
  showTurn: (turn: number) => void;
}

interface Props {
  threadId: string;
  outline: Outline;
  view: Settings['view'];
  reading: ReadingState;
  /** Text whose occurrences are marked in what is on screen. */
  findText: string;
  handle: RefObject<TranscriptHandle | null>;
}

/** The turns and items of a thread as one virtual list. */
export function Transcript({ threadId, outline, view, reading, findText, handle }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, folding } = useRows(outline, view, reading);
  const [focusKey, setFocusKey] = useState<number | null>(null);
  const list = useTranscriptList(rows, scroller, focusKey === null ? null : rows.rowOf(focusKey));
  const shown = list.getVirtualItems();

  const itemsShown = shown.flatMap(({ key }) => (Number(key) >= 0 ? [Number(key)] : []));
  const needed = [...new Set(itemsShown.map((item) => Math.floor(item / pageSize)))];
  const pages = useItemPages(threadId, outline.revision, needed);
  useStaleOutline(threadId, pages.error);
  const isMissing = itemsShown.some((item) => pages.at(item) === null);
  const isLate = useDelayed(isMissing);

  const { goTo } = usePlace({
    threadId,
    rows,
    list,
    scroller,
    reading,
    knownItems: (outline.turns.at(-1)?.firstItem ?? 0) + (outline.turns.at(-1)?.itemCount ?? 0),
    isComplete: outline.complete && outline.turns.length >= outline.turnCount,
    isLoaded: (item) => pages.at(item) !== null || !rows.showsItems(rows.turnOfItem(item) ?? 0),
  });
  const focus = useRowFocus(focusKey, setFocusKey, rows, list, scroller);
  useTranscriptCommands({ rows, list, focus, outline, reading, pages });
  useFindMarks(scroller, findText);

  useImperativeHandle(handle, () => ({
    showItem(item) {
      const turn = rows.turnOfItem(item);
      if (turn !== null && !rows.showsItems(turn)) reading.setTurns([turn], true);
      reading.setItems([[item, true]]);
      setFocusKey(item);
      goTo({ item, offset: -3 * 36 });
    },
    showTurn(turn) {
      const row = rows.rowOfTurn(turn);
      if (row !== null) list.scrollToOffset(Math.max(0, (list.measurementsCache[row]?.start ?? 0) - 4 * 36));
    },
  }));
  const { cut } = useBranchingModel();

  const top = rows.at(firstVisible(list));
  const current = top && outline.turns[top.turn];
  const head = top && rows.rowOfTurn(top.turn);
  // As long as the prompt itself is in sight, nothing needs to say it.
  const isHeadAway =
    head !== null && (list.measurementsCache[head + 1]?.end ?? 0) < (list.scrollOffset ?? 0) + 8;

  const setSize = outline.complete ? rows.count : -1;
  const tabStop = focusKey === null ? firstVisible(list) : rows.rowOf(focusKey);
  return (
    <div className={styles.transcript}>
      {current && isHeadAway && (
        <StickyPrompt
          turn={current}
          index={top.turn}
          onJump={() => focus.toRow(rows.rowOfTurn(top.turn) ?? 0, 'start')}
        />
      )}
      <div ref={scroller} className={styles.scroller} data-thread-body tabIndex={-1}>
        <div
          role="feed"
          aria-label="Transcript"
          aria-busy={!outline.complete}
          className={styles.rows}
          style={{ height: list.getTotalSize() }}
        >
          {shown.map(({ index, key, start, size }) => {
            const row = rows.at(index);
            if (!row) return null;
            const isPlaceholder = row.kind === 'item' && pages.at(row.item) === null;
            const next = rows.at(index + 1);
            const isReverted = outline.turns[row.turn]?.reverted != null;
            const isCut = row.kind === 'turn' && row.turn === cut?.from;
            const isLeaving = cut !== null && row.turn >= cut.from && !isReverted;
            return (
              <article
                key={key}
                ref={isPlaceholder ? undefined : list.measureElement}
                data-index={index}
                data-kind={row.kind === 'item' ? pages.at(row.item)?.item.type : row.kind}
                data-reverted={isReverted || undefined}
                data-leaving={isLeaving ? (isCut ? 'start' : 'on') : undefined}
                data-bracket-end={
                  (isReverted &&
                    (!next || next.kind === 'reverted' || !outline.turns[next.turn]?.reverted)) ||
                  undefined
                }
                aria-posinset={index + 1}
                aria-setsize={setSize}
                aria-label={labelOf(row, pages.at)}
                tabIndex={index === tabStop ? 0 : -1}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setFocusKey(Number(key))}
              >
                <div className={styles.column}>
                  <RowContent
                    {...{ threadId, outline, rows, folding, reading, row }}
                    placed={row.kind === 'item' ? pages.at(row.item) : null}
                    height={size}
                    isLate={isLate}
                  />
                </div>
              </article>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function labelOf(row: Row, at: ReturnType<typeof useItemPages>['at']): string {
  if (row.kind === 'reverted') return 'Reverted turns';
  if (row.kind === 'turn') return `Turn ${row.turn + 1}`;
  const placed = at(row.item);
  return placed ? itemLabel(placed.item) : 'Loading';
}
