import { X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { Popover } from '../../ui/popover';
import styles from './filter-pill.module.css';

interface FilterPillProps {
  label: string;
  /** What is chosen, in a word or two; null while nothing is. */
  value: string | null;
  onClear: () => void;
  /** What the pill opens. */
  children: ReactNode;
}

/** A filter: always there, named; filled and with a cross while it narrows the list. Delete takes it off, too. */
export function FilterPill({ label, value, onClear, children }: FilterPillProps) {
  const active = value !== null;
  const press = (event: KeyboardEvent) => {
    if (!active || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
    event.preventDefault();
    onClear();
  };
  return (
    <span className={classNames(styles.pill, active && styles.active)}>
      <Popover
        label={`${label} filter`}
        trigger={
          <button
            type="button"
            className={styles.open}
            aria-label={active ? `${label}: ${value}` : label}
            onKeyDown={press}
          >
            <span>{active ? `${label}:` : label}</span>
            {active && <span className={classNames(styles.value, 'truncate')}>{value}</span>}
          </button>
        }
      >
        {children}
      </Popover>
      {active && (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Remove ${label} filter`}
          title="Remove"
          onClick={onClear}
        >
          <X size={12} strokeWidth={2.25} aria-hidden />
        </button>
      )}
    </span>
  );
}
