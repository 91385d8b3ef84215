import { type ReactNode, useId } from 'react';
import { classNames } from '../../ui/class-names';
import styles from './review.module.css';

/** What a control of a field needs to be told by its label and its fault. */
export interface FieldProps {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface Props {
  label: string;
  /** What is wrong with it; null or undefined: nothing. */
  fault?: string | null | undefined;
  className?: string | undefined;
  children: (control: FieldProps) => ReactNode;
}

/** A label, its control, and below it what is wrong. */
export function Field({ label, fault, className, children }: Props) {
  const id = useId();
  return (
    <div className={classNames(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': fault ? true : undefined,
        'aria-describedby': fault ? `${id}-fault` : undefined,
      })}
      {fault && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
