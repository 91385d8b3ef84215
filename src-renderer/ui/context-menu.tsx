import { ContextMenu as BaseMenu } from '@base-ui/react/context-menu';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';

interface ContextMenuProps {
  /** What is clicked on. */
  children: ReactElement<Record<string, unknown>>;
  /** Items of `menu.tsx`. */
  items: ReactNode;
  onOpenChange?: (open: boolean) => void;
}

/** A menu where the pointer is, or where the context menu key was pressed. */
export function ContextMenu({ children, items, onOpenChange }: ContextMenuProps) {
  return (
    <BaseMenu.Root onOpenChange={(open) => onOpenChange?.(open)}>
      <BaseMenu.Trigger render={children} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles.positioner}>
          <BaseMenu.Popup className={styles.popup}>{items}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
