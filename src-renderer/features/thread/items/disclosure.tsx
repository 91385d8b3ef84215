import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { DerivedMark } from './derived-mark';
import { useOpen } from './item-scope';
import styles from './items.module.css';

interface Props {
  /** One line that is always there. */
  summary: ReactNode;
  open?: boolean;
  /** Smaller and fainter: for what hardly anybody opens. */
  quiet?: boolean;
  children: ReactNode;
}

/** One line with the rest folded below, for what is long and seldom read. */
export function Disclosure({ summary, open = false, quiet = false, children }: Props) {
  const [isOpen, setOpen] = useOpen(open);
  return (
    <div>
      <button
        type="button"
        className={styles.disclose}
        aria-expanded={isOpen}
        data-toggle
        data-quiet={quiet || undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={14} aria-hidden className={styles.chevron} />
        <span className={styles.summary}>{summary}</span>
        <DerivedMark />
      </button>
      {isOpen && <div className={styles.disclosed}>{children}</div>}
    </div>
  );
}
