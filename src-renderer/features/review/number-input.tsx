import type { ComponentProps } from 'react';
import { classNames } from '../../ui/class-names';
import styles from './review.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'min' | 'max' | 'step'> {
  /** 0 is shown as nothing where `empty` says what that means. */
  value: number;
  max: number;
  step?: number;
  empty?: string;
  onValue: (value: number) => void;
}

/** A whole number from 0 on, typed or stepped with the arrow keys. */
export function NumberInput({ value, max, step = 1, empty, onValue, className, ...rest }: Props) {
  const set = (next: number) => onValue(Math.min(Math.max(next, 0), max));
  return (
    <input
      {...rest}
      className={classNames(styles.input, 'tabular', className)}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      placeholder={empty}
      value={value === 0 && empty !== undefined ? '' : value}
      onChange={(event) => set(Number(event.target.value.replace(/\D/g, '').slice(0, 9)))}
      onKeyDown={(event) => {
        const by = { ArrowUp: step, ArrowDown: -step }[event.key];
        if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        set(value + by);
      }}
    />
  );
}
