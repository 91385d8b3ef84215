import { ListSkeleton } from '../features/threads/list-skeleton';
import { classNames } from '../ui/class-names';
import { initialPanes } from './panes';
import styles from './shell.module.css';
import skeleton from './shell-skeleton.module.css';

/** The window before main has answered: the panes where they will be, without content. */
export function ShellSkeleton() {
  return (
    <div className={styles.shell}>
      <div className={styles.panes}>
        <div className={classNames(styles.side, skeleton.pane)} style={{ width: initialPanes.side }} />
        <div className={classNames(styles.list, skeleton.pane)} style={{ width: initialPanes.list }}>
          <div className={skeleton.head} />
          <ListSkeleton />
        </div>
        <div className={styles.thread} />
      </div>
      <div className={skeleton.bar} />
    </div>
  );
}
