import type { PlanEntry } from '@contracts/model/edit';
import { counted } from '../../ui/format';
import { targetNames } from './edit-words';
import styles from './plan.module.css';

const relations = { fork: 'fork of it', 'sub-agent': 'sub-agent of it', new: 'new thread' } as const;

/** Where an edit writes for one thread, what depends on it, and which turns leave the model's view. */
export function PlanDetails({ entry: { writes, related, leaving, fields } }: { entry: PlanEntry }) {
  const whole = fields.find(({ field }) => field === 'turns');
  return (
    <div className={styles.details}>
      {leaving.length > 0 && (
        <section>
          <h4 className={styles.heading}>
            {counted(leaving.length, 'turn')} {whole ? `(${whole.before} → ${whole.after})` : ''} affected
          </h4>
          <ol className={styles.leaving}>
            {leaving.map(({ turnId, index, prompt }) => (
              <li key={turnId}>
                <span className={styles.place}>{index + 1}</span>{' '}
                <span className="truncate">{prompt.slice(0, 300).replace(/\s+/g, ' ')}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {related.length > 0 && (
        <section>
          <h4 className={styles.heading}>Other threads</h4>
          <ul className={styles.related}>
            {related.map(({ threadId, title, relation }) => (
              <li key={threadId}>
                <span className={styles.place}>{relations[relation]}</span>{' '}
                <span className="truncate" title={threadId}>
                  {title.replace(/\s+/g, ' ') || threadId}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {writes.length > 0 && (
        <section>
          <h4 className={styles.heading}>Written</h4>
          <ul className={styles.writes}>
            {writes.map(({ target, place, what }, nth) => (
              // Steps of one plan never move.
              <li key={nth}>
                <span className={styles.target}>{targetNames[target]}</span>
                <span className={styles.file}>{place}</span>
                <span className={styles.what}>{what}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
