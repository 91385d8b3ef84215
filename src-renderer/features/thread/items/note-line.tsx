import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { DerivedMark } from './derived-mark';
import styles from './items.module.css';

/** A quiet line for what happened without much to see. */
export function NoteLine({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className={styles.note}>
      <Icon size={14} strokeWidth={1.75} aria-hidden className={styles.noteIcon} />
      <span className={styles.noteText}>{children}</span>
      <DerivedMark />
    </div>
  );
}
