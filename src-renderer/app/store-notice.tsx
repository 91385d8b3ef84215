import type { StoreState } from '@contracts/app';
import { RotateCw } from 'lucide-react';
import { useHeld } from '../ui/use-held';
import styles from './store-notice.module.css';

/** Says that the store process is being restarted; it lies over the panes, so nothing moves. */
export function StoreNotice({ store }: { store: StoreState }) {
  // A restart takes a tenth of a second.
  const isTold = useHeld(store.state === 'restarting') && store.state !== 'failed';
  return (
    <div className={styles.place} role="status">
      {isTold && (
        <p className={styles.notice}>
          <RotateCw className={styles.icon} size={14} strokeWidth={2} aria-hidden />
          Reading was interrupted and is being started again. Nothing is lost.
        </p>
      )}
    </div>
  );
}
