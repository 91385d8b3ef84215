import type { JournalBatch, JournalEntry } from '@contracts/model/edit';
import { TriangleAlert } from 'lucide-react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { counted } from '../../ui/format';
import { useDelayed } from '../../ui/use-delayed';
import { fieldNames } from '../edits/edit-words';
import { useEdits } from '../edits/edits-context';
import { FieldLine } from '../edits/field-line';
import { PlanDetails } from '../edits/plan-details';
import { Moment } from '../thread/text/moment';
import { useThreads } from '../threads/threads-model';
import { canUndo, entryStates } from './journal-words';
import styles from './journal.module.css';
import { useJournalBatch } from './use-journal';

/** What an edit did to each thread. */
export function JournalEntries({ batch }: { batch: JournalBatch }) {
  const { data, error, isPending, fetchNextPage, hasNextPage } = useJournalBatch(batch.batchId);
  const isLate = useDelayed(isPending);
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className={styles.entries}>
      {error && (
        <p className={styles.failure} role="alert">
          {error.message}
        </p>
      )}
      {isLate && <p className={styles.small}>Reading …</p>}
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.threadId} entry={entry} batch={batch} />
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>Show more threads</Button>}
    </div>
  );
}

function Entry({ entry, batch }: { entry: JournalEntry; batch: JournalBatch }) {
  const { propose } = useEdits();
  const { select } = useThreads();
  const [word, tone] = entryStates[entry.state];
  const isOneOfMany = batch.changed + batch.failed > 1;
  const undo = () => propose({ kind: 'undo', batchId: batch.batchId, threadIds: [entry.threadId] });
  const written = <PlanDetails entry={{ ...entry, problems: [], related: [], leaving: [] }} />;
  return (
    <li className={styles.entry}>
      <div className={styles.label}>
        <button
          type="button"
          className={styles.thread}
          title={entry.threadId}
          onClick={() => select(entry.threadId)}
        >
          {entry.title.replace(/\s+/g, ' ') || entry.threadId}
        </button>
        <Badge tone={tone}>{word}</Badge>
        {isOneOfMany && entry.state === 'applied' && canUndo(batch) && (
          <button type="button" className={styles.link} onClick={undo}>
            Undo this one …
          </button>
        )}
      </div>
      {entry.fields.map((change) => (
        <FieldLine key={change.field} change={change} />
      ))}
      {entry.error && <p className={styles.failure}>{entry.error.message}</p>}
      {entry.putBack.map(({ field, value, atMs }) => (
        <p key={`${field} ${atMs}`} className={styles.putBack}>
          <TriangleAlert size={12} strokeWidth={2} aria-hidden />
          <span>
            Another program put {fieldNames[field]} back to {value ?? 'none'}, <Moment ms={atMs} form="day" />
          </span>
        </p>
      ))}
      {isOneOfMany ? (
        <details className={styles.writes}>
          <summary>Written to {counted(entry.writes.length, 'place')}</summary>
          {written}
        </details>
      ) : (
        written
      )}
    </li>
  );
}
