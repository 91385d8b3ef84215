import { classNames } from '../../ui/class-names';
import { fullCount, shortCount } from '../../ui/format';
import styles from './context-fill.module.css';

/** How full the model's context was: tokens of the window, and a bar of it. */
export function ContextFill({ tokens, window }: { tokens: number | null; window: number | null }) {
  if (tokens === null) return null;
  const share = window ? Math.min(1, tokens / window) : null;
  const title = `${fullCount(tokens)} tokens in context${window ? ` of ${fullCount(window)}` : ', window unknown'}`;
  return (
    <span className={styles.fill} title={title}>
      {share !== null && (
        <span className={styles.bar} aria-hidden>
          <span className={styles.level} style={{ width: `${share * 100}%` }} />
        </span>
      )}
      <span className={classNames(styles.share, 'tabular')}>
        {share === null ? shortCount(tokens) : `${Math.round(share * 100)} %`}
      </span>
      <span className="sr-only">of the context used</span>
    </span>
  );
}
