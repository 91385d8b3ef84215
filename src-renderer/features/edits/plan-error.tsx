import { useEffect, useRef } from 'react';
import type { ClientError } from '../../app/client-error';
import { Button } from '../../ui/button';
import { useCommands } from '../commands/command-context';
import { failureHint } from './failure-words';
import styles from './plan.module.css';

interface PlanErrorProps {
  error: ClientError;
  /** It failed while the plan was done, not while it was made. */
  wasApplying: boolean;
  /** Plans once more; null where that is for somebody else to do. */
  onAgain: (() => void) | null;
  onClose: () => void;
}

/** Why there is no plan, or why it was not done. */
export function PlanError({ error, wasApplying, onAgain, onClose }: PlanErrorProps) {
  const commands = useCommands();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const hint = failureHint(error.code);
  return (
    <div className={styles.body}>
      <div className={styles.error} role="alert">
        <p>
          {wasApplying ? 'The edit was not finished: ' : 'This cannot be planned: '}
          {error.message}
        </p>
        {hint && <p>{hint}</p>}
        {!wasApplying && <p>Nothing was written.</p>}
      </div>
      <div className={styles.foot}>
        {wasApplying && (
          <Button
            look="quiet"
            onClick={() => {
              onClose();
              setTimeout(() => commands.run('journal'));
            }}
          >
            Show journal
          </Button>
        )}
        <span className={styles.hint} />
        {onAgain && <Button onClick={onAgain}>Plan again</Button>}
        <Button ref={close} look="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
