import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import styles from './icon-button.module.css';

interface IconButtonProps extends ComponentProps<'button'> {
  icon: LucideIcon;
  /** What it does; read aloud and shown on hover. */
  label: string;
}

/** A square button with an icon and no text. */
export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(styles.button, className)}
    >
      <Icon size={15} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
