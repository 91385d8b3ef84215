import type { TurnStatus } from '@contracts/model/turn';
import { Check, CircleDashed, CircleSlash, CircleX, type LucideIcon } from 'lucide-react';
import styles from './turn.module.css';

const looks: Record<TurnStatus, { icon: LucideIcon; word: string }> = {
  completed: { icon: Check, word: 'completed' },
  interrupted: { icon: CircleSlash, word: 'interrupted' },
  failed: { icon: CircleX, word: 'failed' },
  inProgress: { icon: CircleDashed, word: 'in progress' },
};

/** How a turn ended, as sign and word; the usual end is the sign alone. */
export function TurnStatusMark({ status }: { status: TurnStatus }) {
  const { icon: Icon, word } = looks[status] ?? { icon: CircleDashed, word: String(status) };
  return (
    <span className={styles.status} data-status={status} title={word}>
      <Icon size={13} aria-hidden />
      <span className={status === 'completed' ? 'sr-only' : undefined}>{word}</span>
    </span>
  );
}
