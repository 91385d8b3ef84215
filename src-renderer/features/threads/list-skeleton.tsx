import { rowHeights } from '../../ui/density';
import { useDelayed } from '../../ui/use-delayed';
import styles from './list-skeleton.module.css';

/** Rows without content, as high as the ones that will stand there; nothing at all while it is quick. */
export function ListSkeleton({ density = 'compact' }: { density?: keyof typeof rowHeights }) {
  const late = useDelayed(true);
  if (!late) return <div className={styles.list} aria-busy="true" />;
  return (
    <div className={styles.list} aria-busy="true" aria-label="Loading threads" role="status">
      {Array.from({ length: 24 }, (_, index) => (
        <div key={index} className={styles.row} style={{ height: rowHeights[density].thread }}>
          <span className={styles.bar} style={{ width: `${[72, 54, 83, 61][index % 4]}%` }} />
          <span className={styles.bar} style={{ width: `${[38, 44, 31][index % 3]}%` }} />
        </div>
      ))}
    </div>
  );
}
