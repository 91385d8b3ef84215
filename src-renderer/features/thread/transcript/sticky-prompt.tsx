import type { TurnOutline } from '@contracts/model/turn';
import { PlainText } from '../text/plain-text';
import styles from './transcript.module.css';

interface Props {
  turn: TurnOutline;
  index: number;
  onJump: () => void;
}

/** The prompt of the turn that is being read, above its items. It lies over the rows, so it moves nothing. */
export function StickyPrompt({ turn, index, onJump }: Props) {
  const text = <PlainText text={turn.prompt || 'no prompt'} inline />;
  return (
    <div className={styles.sticky}>
      <button type="button" className={styles.stickyInner} title="Back to this prompt" onClick={onJump}>
        <span className={styles.stickyNumber}>{index + 1}</span>
        <span className={styles.stickyText}>{turn.reverted ? <s>{text}</s> : text}</span>
      </button>
    </div>
  );
}
