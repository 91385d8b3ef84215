import type { FieldChange } from '@contracts/model/edit';
import { MoveRight } from 'lucide-react';
import { classNames } from '../../ui/class-names';
import { PlainText } from '../thread/text/plain-text';
import { fieldNames } from './edit-words';
import styles from './plan.module.css';

/** A field with its value before and after, on one line where there is room. */
export function FieldLine({ change: { field, before, after } }: { change: FieldChange }) {
  return (
    <div className={styles.field}>
      <span className={styles.name}>{fieldNames[field]}</span>
      <div className={styles.values}>
        <Value value={before} look="before" />
        <span className={styles.becomes}>
          <MoveRight className={styles.arrow} size={13} strokeWidth={1.75} aria-label="becomes" role="img" />
          <Value value={after} look="after" />
        </span>
      </div>
    </div>
  );
}

function Value({ value, look }: { value: string | null; look: 'before' | 'after' }) {
  if (value === null) return <span className={classNames(styles.value, styles.none)}>none</span>;
  // Line ends in a name or a prompt would break the line of the table.
  const text = value.replace(/\s+/g, ' ');
  return (
    <span className={classNames(styles.value, styles[look], 'truncate')} title={value}>
      <PlainText inline text={text} />
    </span>
  );
}
