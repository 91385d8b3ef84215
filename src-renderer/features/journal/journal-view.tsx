import { History, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { counted } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { StateView } from '../../ui/state-view';
import { BinLine } from './bin-line';
import { JournalRow } from './journal-row';
import styles from './journal.module.css';
import { useJournal } from './use-journal';

interface JournalViewProps {
  /** Null: of all threads. */
  threadId: string | null;
  onAll: () => void;
  onClose: () => void;
}

/** Everything that was edited, newest first: when, by whom, what, and the way back. */
export function JournalView({ threadId, onAll, onClose }: JournalViewProps) {
  const { data, error, fetchNextPage, hasNextPage, refetch } = useJournal(threadId);
  const list = useRef<HTMLOListElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const batches = data?.pages.flatMap((page) => page.batches) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const isThere = data !== undefined;
  useEffect(() => {
    const first = list.current?.querySelector<HTMLElement>('[data-batch]');
    if (isThere) (first ?? view.current)?.focus();
  }, [isThere]);

  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const heads = [...(list.current?.querySelectorAll<HTMLElement>('[data-batch]') ?? [])];
    const at = heads.findIndex((head) => head.parentElement?.parentElement?.contains(document.activeElement));
    heads[at + by]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={view} className={styles.view} role="region" aria-label="Journal" tabIndex={-1}>
      <header className={styles.top}>
        <h2 className={styles.title}>{threadId === null ? 'Journal' : 'Journal of this thread'}</h2>
        {threadId !== null && (
          <button type="button" className={styles.link} onClick={onAll}>
            Show all threads
          </button>
        )}
        <BinLine />
        <IconButton icon={X} label="Close the journal" onClick={onClose} />
      </header>
      {error && !isThere ? (
        <StateView
          icon={TriangleAlert}
          tone="danger"
          title="The journal cannot be read"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          <p>{error.message}</p>
        </StateView>
      ) : isThere && batches.length === 0 ? (
        <StateView icon={History} title="Nothing was edited yet">
          <p>Every edit is written down here, with what was there before, and can be undone from here.</p>
        </StateView>
      ) : (
        <div className={styles.scroll}>
          <ol ref={list} aria-label={counted(total, 'edit')} onKeyDown={step}>
            {batches.map((batch) => (
              <JournalRow key={batch.batchId} batch={batch} />
            ))}
          </ol>
          {hasNextPage && (
            <p className={styles.more}>
              <Button onClick={() => void fetchNextPage()}>Show older</Button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
