import { useRef } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';
import styles from './review.module.css';

interface Props {
  open: boolean;
  findings: number;
  onClose: () => void;
  onDiscard: () => void;
}

/** Asks before a draft is thrown away: it is kept nowhere else. */
export function DiscardDialog({ open, findings, onClose, onDiscard }: Props) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog open={open} onClose={onClose} title="Discard the review?" initialFocus={keep}>
      <div className={styles.ask}>
        <p>
          What you wrote{findings > 0 ? `, ${counted(findings, 'finding')} included,` : ''} is thrown away for
          good.
        </p>
        <div className={styles.askFoot}>
          <Button ref={keep} onClick={onClose}>
            Keep it
          </Button>
          <Button look="primary" onClick={onDiscard}>
            Discard
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
