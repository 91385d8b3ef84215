import styles from './transcript.module.css';

/** Stands for an item whose page is on the way, as high as the list thinks the item is. */
export function Placeholder({ height, isLate }: { height: number; isLate: boolean }) {
  return (
    <div className={styles.placeholder} style={{ height }} aria-hidden>
      {isLate && <span className={styles.skeleton} />}
    </div>
  );
}
