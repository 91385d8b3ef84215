import { ListSkeleton } from '../features/threads/list-skeleton';
import { initialPanes } from './panes';
import styles from './shell.module.css';
import skeleton from './shell-skeleton.module.css';

/** The window before main has answered: the panes where they will be, without content. */
export function ShellSkeleton() {
  return (
    <div className={styles.shell}>
      <div className={styles.panes}>
        <div className={styles.side} style={{ width: initialPanes.side }} />
        <div className={skeleton.line} />
        <div className={styles.list} style={{ width: initialPanes.list }}>
          <div className={skeleton.head} />
          <ListSkeleton />
        </div>
        <div className={skeleton.line} />
        <div className={styles.thread} />
      </div>
      <div className={skeleton.bar} />
    </div>
  );
}
