import { controlLabel, controlTitle } from './control-names';
import styles from './text.module.css';

/** Stands where text has control characters, and names them. */
export function ControlMark({ run }: { run: string }) {
  const title = controlTitle(run);
  return (
    <mark
      className={styles.control}
      data-label={controlLabel(run)}
      role="img"
      aria-label={title}
      title={title}
    />
  );
}
