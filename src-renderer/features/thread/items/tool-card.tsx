import { ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { unknown } from '../../../ui/format';
import { formatDuration } from '../text/format-duration';
import { DerivedMark } from './derived-mark';
import { useOpen } from './item-scope';
import styles from './tool-card.module.css';
import { toolTone } from './tool-tone';

interface Props {
  icon: LucideIcon;
  /** One word: what was done. */
  verb: string;
  /** One line: to what. */
  title: ReactNode;
  /** Shown in monospace: commands, paths, names of tools. */
  code?: boolean;
  status: string;
  /** What came of it, in a word or two, where the status does not say it all. */
  result?: ReactNode;
  durationMs?: number | null;
  /** Open without being asked; failures are. */
  open?: boolean;
  children?: ReactNode;
}

/** One line for what a tool did, with result and duration; the rest is folded below. */
export function ToolCard({
  icon: Icon,
  verb,
  title,
  code,
  status,
  result,
  durationMs,
  open,
  children,
}: Props) {
  const tone = toolTone(status);
  const [isOpen, setOpen] = useOpen(open ?? tone === 'danger');
  return (
    <div className={styles.card} data-tone={tone}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        data-toggle
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles.sign}>
          <Icon className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />
          <ChevronRight className={styles.chevron} size={14} aria-hidden />
        </span>
        <span className={styles.verb}>{verb}</span>
        <span className={code ? styles.code : styles.title}>{title}</span>
        <DerivedMark />
        <span className={styles.result}>{result ?? wordOf(status)}</span>
        {durationMs != null && <span className={styles.time}>{formatDuration(durationMs)}</span>}
      </button>
      {isOpen && (
        <div className={styles.body}>
          {children ?? <p className={styles.none}>Nothing more was recorded.</p>}
        </div>
      )}
    </div>
  );
}

function wordOf(status: string): string {
  if (status === 'completed') return '';
  return status === 'inProgress' ? 'not finished' : status || unknown;
}
