import type { EditPlan } from '@contracts/model/edit';
import { CircleSlash, Equal, PencilLine } from 'lucide-react';
import { counted, fullCount } from '../../ui/format';
import styles from './plan.module.css';

/** How many threads an edit changes, leaves as they are, and may not touch. */
export function PlanCounts({ counts: { total, changing, unchanged, refused } }: Pick<EditPlan, 'counts'>) {
  return (
    <p className={styles.counts} role="status">
      <span className={styles.changing}>
        <PencilLine size={13} strokeWidth={1.75} aria-hidden />
        {fullCount(changing)} of {counted(total, 'thread')} {changing === 1 ? 'changes' : 'change'}
      </span>
      {unchanged > 0 && (
        <span>
          <Equal size={13} strokeWidth={1.75} aria-hidden />
          {fullCount(unchanged)} {unchanged === 1 ? 'stays as it is' : 'stay as they are'}
        </span>
      )}
      {refused > 0 && (
        <span className={styles.refusals}>
          <CircleSlash size={13} strokeWidth={1.75} aria-hidden />
          {fullCount(refused)} left out, listed first
        </span>
      )}
    </p>
  );
}
