import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary`: the one thing to do here; `plain`: outlined; `quiet`: text only. */
  look?: 'primary' | 'plain' | 'quiet';
}

/** A push button. */
export function Button({ look = 'plain', className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={classNames(styles.button, styles[look], className)} />;
}
