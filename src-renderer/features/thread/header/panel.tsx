import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Popover } from '../../../ui/popover';
import styles from './header.module.css';

interface PanelProps {
  label: string;
  icon: LucideIcon;
  words: string;
  title: string;
  children: ReactNode;
}

/** A fact of the header that opens a panel with more. */
export function Panel({ label, icon: Icon, words, title, children }: PanelProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={styles.panel} title={title}>
          <Icon size={12} aria-hidden />
          {words}
        </button>
      }
    >
      <div className={styles.popup}>{children}</div>
    </Popover>
  );
}
