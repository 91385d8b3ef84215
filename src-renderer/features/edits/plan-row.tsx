import type { PlanEntry } from '@contracts/model/edit';
import { ChevronRight, CircleSlash, TriangleAlert } from 'lucide-react';
import { classNames } from '../../ui/class-names';
import { FieldLine } from './field-line';
import { PlainText } from '../thread/text/plain-text';
import styles from './plan.module.css';
import { PlanDetails } from './plan-details';

interface PlanRowProps {
  /** Undefined while it is on its way. */
  entry: PlanEntry | undefined;
  id: string;
  index: number;
  current: boolean;
  open: boolean;
  onToggle: (index: number) => void;
}

/** One thread of a plan: what changes or why not, and when it is open where that is written. */
export function PlanRow({ entry, id, index, current, open, onToggle }: PlanRowProps) {
  const isRefused = entry?.problems.some(({ severity }) => severity === 'refused') ?? false;
  // What will not be done has no new values and is written nowhere.
  const hasDetails =
    entry !== undefined &&
    entry.related.length + (isRefused ? 0 : entry.writes.length + entry.leaving.length) > 0;
  return (
    <div
      id={id}
      className={classNames(styles.row, current && styles.current)}
      role="row"
      aria-rowindex={index + 1}
      aria-level={1}
      aria-selected={current}
      aria-expanded={hasDetails ? open : undefined}
      onClick={() => onToggle(index)}
    >
      <div className={styles.thread} role="gridcell">
        <ChevronRight
          className={classNames(styles.chevron, open && styles.open, !hasDetails && styles.hidden)}
          size={13}
          strokeWidth={2}
          aria-hidden
        />
        <span className="truncate" title={entry ? `${entry.title}\n${entry.threadId}` : undefined}>
          {entry ? <PlainText inline text={entry.title.replace(/\s+/g, ' ') || entry.threadId} /> : '…'}
        </span>
      </div>
      <div className={styles.changes} role="gridcell">
        {entry?.problems.map(({ severity, code, message }) => (
          <p key={`${code} ${message}`} className={severity === 'refused' ? styles.refused : styles.warning}>
            {severity === 'refused' ? (
              <CircleSlash size={12} strokeWidth={2} aria-label="Left out:" role="img" />
            ) : (
              <TriangleAlert size={12} strokeWidth={2} aria-label="Warning:" role="img" />
            )}
            <span>{message}</span>
          </p>
        ))}
        {!isRefused && entry?.fields.map((change) => <FieldLine key={change.field} change={change} />)}
        {entry && entry.fields.length + entry.problems.length === 0 && (
          <p className={styles.unchanged}>stays as it is</p>
        )}
        {entry && open && <PlanDetails entry={isRefused ? { ...entry, writes: [], leaving: [] } : entry} />}
      </div>
    </div>
  );
}
