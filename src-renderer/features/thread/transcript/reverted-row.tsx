import type { Reversion } from '@contracts/model/turn';
import { Undo2 } from 'lucide-react';
import { counted } from '../../../ui/format';
import { useOpenRaw } from '../../raw/raw-target';
import { Moment } from '../text/moment';
import styles from './turn.module.css';

interface Props {
  reverted: Reversion;
  /** Turns of the group here. */
  turns: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** The head of a bracket: when and by what turns were taken out of the model's view. */
export function RevertedRow({ reverted, turns, isOpen, onToggle }: Props) {
  const openRaw = useOpenRaw();
  const { by, at, record } = reverted;
  const title =
    by === 'rollback'
      ? 'A marker in the file says that Codex rolled these turns back: the model no longer saw them.'
      : 'A newer file of the thread starts before these turns: the model no longer saw them.';
  return (
    <div className={styles.reverted}>
      <Undo2 size={14} aria-hidden />
      <span title={title}>
        {by === 'rollback' ? 'Rolled back' : 'Reverted'}
        {at && (
          <>
            {' '}
            <Moment ms={Date.parse(at)} form="full" />
          </>
        )}
        , {counted(turns, 'turn')}
        {reverted.turns > turns && ` of ${reverted.turns}`}
      </span>
      <button type="button" className={styles.action} aria-expanded={isOpen} data-toggle onClick={onToggle}>
        {isOpen ? 'Hide items' : 'Show items'}
      </button>
      {record && (
        <button
          type="button"
          className={styles.action}
          onClick={() =>
            openRaw({ title: by === 'rollback' ? 'Rollback marker' : 'Newer file', records: [record] })
          }
        >
          Raw
        </button>
      )}
    </div>
  );
}
