import { Check } from 'lucide-react';
import styles from './date-options.module.css';
import { type DateRange, rangeLabels } from './date-range';

interface DateOptionsProps {
  value: DateRange | null;
  onChange: (range: DateRange | null) => void;
}

const choices = [null, 'today', 'days7', 'days30'] as const;

/** When a thread was last worked on: a usual span, or days of one's own. */
export function DateOptions({ value, onChange }: DateOptionsProps) {
  const custom = value?.kind === 'custom' ? value : { from: null, to: null };
  const set = (change: { from?: string | null; to?: string | null }) => {
    const { from, to } = { ...custom, ...change };
    onChange(from || to ? { kind: 'custom', from, to } : null);
  };
  return (
    <div className={styles.body} role="group" aria-label="Last activity">
      <p className={styles.head}>Last activity</p>
      {choices.map((kind) => {
        const chosen = (value?.kind ?? null) === kind;
        return (
          <button
            key={kind}
            type="button"
            className={styles.choice}
            aria-pressed={chosen}
            onClick={() => onChange(kind && { kind })}
          >
            <span className={styles.mark}>{chosen && <Check size={14} strokeWidth={2} aria-hidden />}</span>
            {kind ? rangeLabels[kind] : 'Any time'}
          </button>
        );
      })}
      <div className={styles.custom}>
        <label className={styles.day}>
          From
          <input
            type="date"
            value={custom.from ?? ''}
            max={custom.to ?? undefined}
            onChange={(event) => set({ from: event.target.value || null })}
          />
        </label>
        <label className={styles.day}>
          To
          <input
            type="date"
            value={custom.to ?? ''}
            min={custom.from ?? undefined}
            onChange={(event) => set({ to: event.target.value || null })}
          />
        </label>
      </div>
    </div>
  );
}
