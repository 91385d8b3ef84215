import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { classNames } from './class-names';
import styles from './dialog.module.css';
import { IconButton } from './icon-button';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `wide` for sheets, `plan` between them; `bare` has no visible head, the title is read aloud only. */
  look?: 'normal' | 'wide' | 'bare' | 'plan';
  /** What has the focus first; else the dialog itself. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** False while it must not be left: neither Esc nor a click outside close it, and the close button is off. */
  canClose?: boolean;
  children: ReactNode;
}

/** A modal dialog over the whole window: focus stays inside, Esc and a click outside close it. */
export function Dialog({
  open,
  onClose,
  title,
  look = 'normal',
  initialFocus,
  canClose = true,
  children,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && canClose && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          ref={popup}
          className={classNames(styles.popup, styles[look])}
          initialFocus={initialFocus ?? popup}
        >
          {look === 'bare' ? (
            <BaseDialog.Title className="sr-only">{title}</BaseDialog.Title>
          ) : (
            <header className={styles.head}>
              <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
              <BaseDialog.Close disabled={!canClose} render={<IconButton icon={X} label="Close" />} />
            </header>
          )}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
