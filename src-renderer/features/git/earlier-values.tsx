import type { GitHistory } from '@contracts/git';
import { Moment } from '../thread/text/moment';
import type { GitField } from './git-fields';
import styles from './git.module.css';
import { earlierValues, placeOf } from './provenance';

/** What a field was before, from the lines of the rollout that say so. */
export function EarlierValues({ history, field }: { history: GitHistory | undefined; field: GitField }) {
  const values = earlierValues(history, field);
  if (values.length === 0) return null;
  return (
    <ul className={styles.earlier} aria-label="Earlier values">
      {values.map((value) => (
        <li key={`${value.file}:${value.line}`} title={placeOf(value)}>
          <span className={styles.earlierValue}>{value.value ?? 'none'}</span>
          <span className={styles.small}>
            line {value.line}, <Moment ms={value.at === null ? null : Date.parse(value.at)} form="day" />
          </span>
        </li>
      ))}
    </ul>
  );
}
