import type { TurnOutline } from '@contracts/model/turn';
import { Undo2 } from 'lucide-react';
import { classNames } from '../../../ui/class-names';
import { counted, shortCount } from '../../../ui/format';
import { ContextFill } from '../../usage/context-fill';
import { TokenFigures } from '../../usage/token-figures';
import { formatDuration } from '../text/format-duration';
import { Moment } from '../text/moment';
import { PlainText } from '../text/plain-text';
import { settingsTitle, settingsWords } from './settings-words';
import { TurnStatusMark } from './turn-status';
import styles from './turn.module.css';

interface Props {
  turn: TurnOutline;
  index: number;
  /** The turn before came from the parent thread and this one did not: here the fork begins. */
  isForkStart: boolean;
  /** Turns that would leave the model's view from this one on, while that is being decided. */
  leaving: number | null;
  /** For reverted turns: whether their items are shown, and the way to change that. */
  isOpen: boolean;
  onToggle: () => void;
}

const inheritedTitle = 'This turn comes from the thread that this one was forked from.';
const derivedTitle = 'Derived: records outside of any turn. Codex itself shows no turn here.';

/** The head of a turn: number, how it ended, what it ran under, when, how long and how many tokens. */
export function TurnRow({ turn, index, isForkStart, leaving, isOpen, onToggle }: Props) {
  const { reverted, settings, status } = turn;
  return (
    <>
      {isForkStart && <div className={styles.forkStart}>The fork begins here</div>}
      {leaving !== null && (
        <div className={styles.leaving}>
          <Undo2 size={14} aria-hidden /> {counted(leaving, 'turn')} will leave the model’s view
        </div>
      )}
      <div className={styles.turn}>
        <span className={styles.number} aria-hidden>
          {index + 1}
        </span>
        <h3 className={styles.heading}>
          <span className="sr-only">Turn {index + 1}: </span>
          {turn.derived ? (
            <span title={derivedTitle}>Outside of any turn</span>
          ) : (
            <TurnStatusMark status={status} />
          )}
        </h3>
        {reverted ? (
          <button
            type="button"
            className={styles.struck}
            aria-expanded={isOpen}
            data-toggle
            title={isOpen ? 'Hide the items of this reverted turn' : 'Show the items of this reverted turn'}
            onClick={onToggle}
          >
            <s>
              <PlainText text={turn.prompt || 'no prompt'} inline />
            </s>
            <span className={styles.items}>{isOpen ? 'hide' : `${shortCount(turn.itemCount)} items`}</span>
          </button>
        ) : (
          <span className={styles.settings} title={settingsTitle(settings)}>
            {settingsWords(settings)}
          </span>
        )}
        {turn.inherited && (
          <span className={styles.inherited} title={inheritedTitle}>
            inherited
          </span>
        )}
        <span className={styles.figures}>
          <ContextFill tokens={turn.contextTokens} window={turn.contextWindow} />
          <TokenFigures usage={turn.usage} />
          {turn.durationMs !== null && (
            <span className={classNames(styles.duration, 'tabular')}>{formatDuration(turn.durationMs)}</span>
          )}
          {turn.startedAt !== null && (
            <span className={styles.time}>
              <Moment ms={turn.startedAt * 1000} />
            </span>
          )}
        </span>
      </div>
      {turn.error && (
        <div className={styles.error}>
          <PlainText text={turn.error.message} />
          {turn.error.additionalDetails && <PlainText text={`\n${turn.error.additionalDetails}`} />}
        </div>
      )}
    </>
  );
}
