import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { KeyCaps } from './key-caps';
import styles from './menu.module.css';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  align?: 'start' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A menu under its button. */
export function Menu({ trigger, children, align = 'start', open, onOpenChange }: MenuProps) {
  return (
    <BaseMenu.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner side="bottom" align={align} sideOffset={4} className={styles.positioner}>
          <BaseMenu.Popup className={styles.popup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  icon?: LucideIcon;
  /** The key that does the same, as its caps. */
  caps?: readonly string[];
  disabled?: boolean;
  /** A second line: why it cannot be done. */
  hint?: string;
  onSelect: () => void;
  children: string;
}

/** One thing to do. */
export function MenuItem({ icon: Icon, caps, disabled, hint, onSelect, children }: MenuItemProps) {
  return (
    <BaseMenu.Item className={styles.item} disabled={disabled} onClick={onSelect}>
      <span className={styles.mark}>{Icon && <Icon size={14} strokeWidth={1.75} aria-hidden />}</span>
      <span className={styles.words}>
        {children}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
      {caps && <KeyCaps caps={caps} />}
    </BaseMenu.Item>
  );
}

/** A hairline between groups. */
export function MenuLine() {
  return <BaseMenu.Separator className={styles.line} />;
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** A group of which one is chosen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<Value>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={styles.label}>{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={styles.item}>
            <span className={styles.mark}>
              <BaseMenu.RadioItemIndicator>
                <Check size={14} strokeWidth={2} aria-hidden />
              </BaseMenu.RadioItemIndicator>
            </span>
            {option.label}
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}
