import type { Thread } from '@contracts/model/thread';
import { Minus, Plus, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { fullCount } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { type Cut, dialectOf } from './cut';
import styles from './rollback-bar.module.css';

interface Props {
  thread: Thread;
  cut: Cut;
  onResize: (turns: number) => void;
  onCancel: () => void;
  onApply: () => void;
}

const ways = {
  legacy: 'A mark is appended to the file; nothing is removed.',
  paginated: 'The thread goes on in a new file; the old one stays.',
};

/** How many turns are to leave the model's view; the transcript behind it shows which. */
export function RollbackBar({ thread, cut, onResize, onCancel, onApply }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    input.current?.select();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <form
      className={styles.bar}
      aria-label="Roll back"
      onSubmit={(event) => {
        event.preventDefault();
        onApply();
      }}
    >
      <Undo2 className={styles.icon} size={16} aria-hidden />
      <div className={styles.words}>
        <p className={styles.count}>
          <label htmlFor="rollback-turns">Roll back</label>
          <IconButton
            icon={Minus}
            label="One turn less"
            tabIndex={-1}
            onClick={() => onResize(cut.turns - 1)}
          />
          <input
            ref={input}
            id="rollback-turns"
            className={styles.number}
            type="text"
            inputMode="numeric"
            role="spinbutton"
            aria-valuenow={cut.turns}
            aria-valuemin={1}
            autoComplete="off"
            value={cut.turns}
            onChange={(event) => onResize(Number(event.target.value.replace(/\D/g, '').slice(-6)))}
            onKeyDown={(event) => {
              const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              onResize(cut.turns + by);
            }}
          />
          <IconButton
            icon={Plus}
            label="One turn more"
            tabIndex={-1}
            onClick={() => onResize(cut.turns + 1)}
          />
          <span>{cut.turns === 1 ? 'turn' : 'turns'}</span>
        </p>
        <p className={styles.hint} role="status">
          All from turn {fullCount(cut.from + 1)} on leaves the model’s view. {ways[dialectOf(thread)]}
        </p>
      </div>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
      <Button look="primary" type="submit">
        Show the plan
      </Button>
    </form>
  );
}
