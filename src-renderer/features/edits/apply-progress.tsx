import type { EditPlan } from '@contracts/model/edit';
import { useState } from 'react';
import { useSkeinEvent } from '../../app/events';
import { fullCount } from '../../ui/format';
import { useDelayed } from '../../ui/use-delayed';
import styles from './plan.module.css';

/** How far the edit of many threads is. */
export function ApplyProgress({ plan }: { plan: EditPlan }) {
  const [progress, setProgress] = useState({ done: 0, total: plan.counts.changing });
  useSkeinEvent('edit-progress', ({ planId, done, total }) => {
    if (planId === plan.planId) setProgress({ done, total });
  });
  const isLate = useDelayed(true);
  return (
    <div className={styles.progress} role="status">
      {isLate && (
        <>
          <progress className={styles.bar} value={progress.done} max={progress.total} aria-label="Applying" />
          <span>
            {fullCount(progress.done)} of {fullCount(progress.total)}
          </span>
        </>
      )}
    </div>
  );
}
