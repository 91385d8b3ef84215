import type { EditOutcome } from '@contracts/model/edit';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { counted, fullCount } from '../../ui/format';
import styles from './plan.module.css';

/** What became of an edit: how much was done, and what was not, with the reason. */
export function OutcomeView({ outcome }: { outcome: EditOutcome }) {
  const { changed, failed, failures } = outcome;
  return (
    <div className={styles.outcome}>
      <p className={changed > 0 ? styles.done : styles.counts} role="status">
        <CircleCheck size={14} strokeWidth={2} aria-hidden />
        {changed === 0 ? 'Nothing was changed.' : `${counted(changed, 'thread')} changed.`}
        {failed > 0 && ` ${counted(failed, 'thread')} could not be changed.`}
      </p>
      {failures.length > 0 && (
        <ul className={styles.failures} aria-label="Threads that could not be changed">
          {failures.map(({ threadId, title, error, applied }) => (
            <li key={threadId}>
              <p className={styles.failure}>
                <TriangleAlert size={12} strokeWidth={2} aria-hidden />
                <span className="truncate" title={threadId}>
                  {title.replace(/\s+/g, ' ') || threadId}
                </span>
              </p>
              <p className={styles.reason}>{error.message}</p>
              {applied.length > 0 && (
                <p className={styles.reason}>
                  Stands all the same: {applied.map(({ place, what }) => `${what} (${place})`).join('; ')}
                </p>
              )}
            </li>
          ))}
          {failed > failures.length && <li>and {fullCount(failed - failures.length)} more</li>}
        </ul>
      )}
    </div>
  );
}
