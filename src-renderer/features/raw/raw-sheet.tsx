import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { fullCount } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { useDelayed } from '../../ui/use-delayed';
import { CopyButton } from '../thread/text/copy-button';
import { PlainText } from '../thread/text/plain-text';
import { isJson } from './is-json';
import { JsonView } from './json-view';
import styles from './raw-sheet.module.css';
import type { RawTarget } from './raw-target';
import { pagesOf, sliceLength, useRecord } from './use-record';

interface Props {
  threadId: string;
  target: RawTarget;
  onClose: () => void;
}

/** The records behind something, as they stand in their file. */
export function RawSheet({ threadId, target, onClose }: Props) {
  const [nth, setNth] = useState(0);
  const [page, setPage] = useState(0);
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    setNth(0);
    setPage(0);
  }, [target]);

  const { records, title } = target;
  const record = records[Math.min(nth, records.length - 1)];
  const slice = useRecord(threadId, record, page);
  const isLate = useDelayed(slice.isPending && record !== undefined);
  const pages = record ? pagesOf(record) : 0;
  const toRecord = (by: number) => {
    setNth(nth + by);
    setPage(0);
  };
  return (
    <div
      ref={sheet}
      className={styles.sheet}
      role="dialog"
      aria-label={`Raw: ${title}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'r' && !event.ctrlKey && !event.metaKey && !event.altKey) onClose();
        else if (event.key === 'j' && nth + 1 < records.length) toRecord(1);
        else if (event.key === 'k' && nth > 0) toRecord(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {records.length > 1 && (
          <span className={styles.steps}>
            <span>
              record {nth + 1} of {records.length}
            </span>
            <IconButton
              icon={ChevronUp}
              label="Previous record"
              disabled={nth === 0}
              onClick={() => toRecord(-1)}
            />
            <IconButton
              icon={ChevronDown}
              label="Next record"
              disabled={nth + 1 >= records.length}
              onClick={() => toRecord(1)}
            />
          </span>
        )}
        <IconButton icon={X} label="Close raw view" onClick={onClose} />
      </header>
      {record ? (
        <>
          <dl className={styles.facts}>
            <dt>file</dt>
            <dd className="mono">{slice.data?.file ?? '…'}</dd>
            <dt>place</dt>
            <dd className="tabular">
              line {fullCount(record.line)}, bytes {fullCount(record.offset)} to{' '}
              {fullCount(record.offset + record.length)} ({fullCount(record.length)})
              {record.ordinal !== null && `, ordinal ${fullCount(record.ordinal)}`}
            </dd>
          </dl>
          {slice.data && !slice.data.validUtf8 && (
            <p className={styles.warning}>Not valid UTF-8: what cannot be read is shown as �.</p>
          )}
          {slice.error && (
            <p className={styles.error} role="alert">
              {slice.error.message}
            </p>
          )}
          <div className={styles.body}>
            {isLate && <p className={styles.waiting}>Reading …</p>}
            {slice.data &&
              (pages === 1 && isJson(slice.data.text) ? (
                <JsonView text={slice.data.text} firstLines={400} />
              ) : (
                <div className={styles.plain} tabIndex={0} role="group" aria-label="Record as written">
                  <PlainText text={slice.data.text} />
                </div>
              ))}
          </div>
          <footer className={styles.foot}>
            {pages > 1 && (
              <span className={styles.steps}>
                <IconButton
                  icon={ChevronUp}
                  label="Previous part"
                  disabled={page === 0}
                  onClick={() => setPage(page - 1)}
                />
                <IconButton
                  icon={ChevronDown}
                  label="Next part"
                  disabled={page + 1 >= pages}
                  onClick={() => setPage(page + 1)}
                />
                <span className="tabular">
                  part {fullCount(page + 1)} of {fullCount(pages)}, from byte {fullCount(page * sliceLength)}
                </span>
              </span>
            )}
            {slice.data && (
              <CopyButton text={slice.data.text} what={pages > 1 ? 'this part' : 'record'} named />
            )}
          </footer>
        </>
      ) : (
        <p className={styles.none}>No record stands behind this: it follows from others.</p>
      )}
    </div>
  );
}
