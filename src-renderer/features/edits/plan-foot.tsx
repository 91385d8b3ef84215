import type { EditPlan } from '@contracts/model/edit';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { counted } from '../../ui/format';
import { useCommands } from '../commands/command-context';
import styles from './plan.module.css';

interface PlanFootProps {
  plan: EditPlan;
  onApply: () => void;
  onCancel: () => void;
}

/** Apply and cancel. The focus is on what does no harm when Enter is pressed unthinkingly. */
export function PlanFoot({ plan, onApply, onCancel }: PlanFootProps) {
  const { changing } = plan.counts;
  const isDelete = plan.kind === 'delete';
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const popup = first.current?.closest('[role="dialog"]');
    const take = () => {
      const { activeElement } = document;
      // The user may be elsewhere already.
      if (activeElement === popup || activeElement === document.body) first.current?.focus();
    };
    take();
    // The dialog takes the focus for itself a moment after it was opened.
    const timer = setTimeout(take, 50);
    return () => clearTimeout(timer);
  }, []);
  const isCancelFirst = isDelete || changing === 0;
  return (
    <div className={styles.foot}>
      <p className={styles.hint}>
        {isDelete
          ? 'A copy stays in the bin until you empty it.'
          : 'Nothing is written before you apply. It can be undone from the journal.'}
      </p>
      <Button ref={isCancelFirst ? first : undefined} onClick={onCancel}>
        Cancel
      </Button>
      <Button
        ref={isCancelFirst ? undefined : first}
        look="primary"
        disabled={changing === 0}
        // An Enter that is still held from what asked for the plan agrees to nothing.
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={onApply}
      >
        {changing === 0
          ? 'Nothing to change'
          : isDelete
            ? `Delete ${counted(changing, 'thread')}`
            : `Apply ${counted(changing, 'change')}`}
      </Button>
    </div>
  );
}

interface OutcomeFootProps {
  batchId: string | null;
  onClose: () => void;
  onUndo: (batchId: string) => void;
}

/** What can be done after an edit. */
export function OutcomeFoot({ batchId, onClose, onUndo }: OutcomeFootProps) {
  const commands = useCommands();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <div className={styles.foot}>
      <Button
        look="quiet"
        onClick={() => {
          onClose();
          setTimeout(() => commands.run('journal'));
        }}
      >
        Show in journal
      </Button>
      <span className={styles.hint} />
      {batchId !== null && <Button onClick={() => onUndo(batchId)}>Undo …</Button>}
      <Button ref={close} look="primary" onClick={onClose}>
        Close
      </Button>
    </div>
  );
}
