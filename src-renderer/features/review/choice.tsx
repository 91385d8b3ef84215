import { useId } from 'react';
import styles from './review.module.css';

interface Props<Value extends string | number> {
  label: string;
  /** Null: none is chosen yet. */
  value: Value | null;
  options: readonly { value: Value; label: string; title?: string }[];
  fault?: string | undefined;
  onChange: (value: Value) => void;
}

/** One of a few, side by side, under a label: native radio buttons. */
export function Choice<Value extends string | number>({
  label,
  value,
  options,
  fault,
  onChange,
}: Props<Value>) {
  const id = useId();
  return (
    <div
      className={styles.field}
      role="radiogroup"
      aria-labelledby={id}
      aria-invalid={fault ? true : undefined}
      aria-describedby={fault && `${id}-fault`}
    >
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment} title={option.title}>
            <input
              className="sr-only"
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {fault && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
