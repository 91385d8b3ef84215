import type { JournalBatch } from '@contracts/model/edit';
import { ChevronRight, Undo2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { counted } from '../../ui/format';
import { useEdits } from '../edits/edits-context';
import { Moment } from '../thread/text/moment';
import { JournalEntries } from './journal-entries';
import { batchStates, canUndo } from './journal-words';
import styles from './journal.module.css';

/** One edit: what, which threads, when and by whom; its threads on demand. */
export function JournalRow({ batch }: { batch: JournalBatch }) {
  const { propose } = useEdits();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [word, tone] = batchStates[batch.state];
  const count = batch.changed + batch.failed;
  const [first] = batch.threads;
  const what = count > 1 ? counted(count, 'thread') : (first?.title.replace(/\s+/g, ' ') ?? 'no thread');
  return (
    <li className={styles.batch}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.head}
          data-batch
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight
            className={classNames(styles.chevron, isOpen && styles.open)}
            size={13}
            strokeWidth={2}
            aria-hidden
          />
          <span className={styles.words}>
            <span className={styles.label}>
              <span className="truncate">{batch.label}</span>
              <Badge tone={tone}>{word}</Badge>
            </span>
            <span className={styles.about}>
              <Moment ms={batch.atMs} form="day" />
              <span>{batch.by}</span>
              <span className="truncate">{what}</span>
              {batch.failed > 0 && <span className={styles.failed}>{counted(batch.failed, 'failure')}</span>}
            </span>
          </span>
        </button>
        {canUndo(batch) && (
          <Button
            look="quiet"
            aria-label={`Undo: ${batch.label}`}
            onClick={() => propose({ kind: 'undo', batchId: batch.batchId })}
          >
            <Undo2 size={14} strokeWidth={1.75} aria-hidden />
            Undo …
          </Button>
        )}
      </div>
      <div id={id}>{isOpen && <JournalEntries batch={batch} />}</div>
    </li>
  );
}
