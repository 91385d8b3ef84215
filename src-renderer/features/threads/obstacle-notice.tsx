import type { Damage } from '@contracts/model/record';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useAppInfo } from '../../app/use-app-info';
import { Dialog } from '../../ui/dialog';
import { fullCount } from '../../ui/format';
import { CodeText } from '../thread/items/code-text';
import styles from './obstacle-notice.module.css';

/** Says that folders of the home could not be read, so that nobody takes the list for complete. */
export function ObstacleNotice() {
  const [isOpen, setOpen] = useState(false);
  const obstacles = useAppInfo().data?.home.obstacles ?? [];
  const [first] = obstacles;
  if (!first) return null;
  return (
    <div className={styles.notice} role="status">
      <TriangleAlert className={styles.icon} size={13} strokeWidth={2} aria-hidden />
      <p className={styles.text}>
        Threads may be missing: <CodeText text={first.file} />
        {obstacles.length > 1 && ` and ${fullCount(obstacles.length - 1)} more`} could not be read.
      </p>
      <button type="button" className={styles.show} onClick={() => setOpen(true)}>
        Why
      </button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="What could not be read" look="wide">
        <ObstacleList obstacles={obstacles} />
      </Dialog>
    </div>
  );
}

function ObstacleList({ obstacles }: { obstacles: readonly Damage[] }) {
  return (
    <ul className={styles.list}>
      {obstacles.map(({ file, message }) => (
        <li key={file}>
          <div className={styles.file}>
            <CodeText text={file} />
          </div>
          <div className={styles.message}>{message}</div>
        </li>
      ))}
    </ul>
  );
}
