import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './state-view.module.css';

interface StateViewProps {
  icon: LucideIcon;
  title: string;
  /** One or two sentences: what is so, and why. */
  children?: ReactNode;
  /** Buttons: what can be done about it. */
  actions?: ReactNode;
  tone?: 'neutral' | 'danger';
  /** `page` fills the window, `pane` a part of it. */
  size?: 'page' | 'pane';
}

/** What stands where there is nothing to show: what is so, why, and what to do. */
export function StateView({
  icon: Icon,
  title,
  children,
  actions,
  tone = 'neutral',
  size = 'pane',
}: StateViewProps) {
  return (
    <div className={classNames(styles.view, styles[size])} role={tone === 'danger' ? 'alert' : undefined}>
      <span className={classNames(styles.icon, styles[tone])}>
        <Icon size={size === 'page' ? 26 : 20} strokeWidth={1.5} aria-hidden />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
