import type { LucideIcon } from 'lucide-react';
import styles from './badge.module.css';
import { classNames } from './class-names';

interface BadgeProps {
  children: string;
  icon?: LucideIcon;
  tone?: 'neutral' | 'danger' | 'warn' | 'ok' | 'reverted' | 'edited';
  /** More words on hover. */
  title?: string;
}

/** A short word about a thing, coloured only where the colour means something. */
export function Badge({ children, icon: Icon, tone = 'neutral', title }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone])} title={title}>
      {Icon && <Icon size={11} strokeWidth={2} aria-hidden />}
      {children}
    </span>
  );
}
