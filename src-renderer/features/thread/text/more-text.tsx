import { fullCount } from '../../../ui/format';
import { useItemScope } from '../items/item-scope';
import styles from './text.module.css';
import type { ClippedText } from './use-clipped-text';

/** Stands at the end of a text that goes on: fetches the next slice, or leads to the raw record. */
export function MoreText({ of: { left, more, isLoading, error } }: { of: ClippedText }) {
  const { openRaw } = useItemScope();
  if (left === 0) return null;
  return (
    <div className={styles.more}>
      {more ? (
        <button type="button" className={styles.moreButton} onClick={more} disabled={isLoading}>
          {isLoading ? 'Reading …' : `Show more: ${fullCount(left)} characters left`}
        </button>
      ) : (
        <button type="button" className={styles.moreButton} onClick={openRaw}>
          {fullCount(left)} more characters in the raw record
        </button>
      )}
      {error && (
        <span className={styles.refused} role="alert">
          {error.message}
        </span>
      )}
    </div>
  );
}
