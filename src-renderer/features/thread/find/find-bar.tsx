import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { RefObject } from 'react';
import { counted, fullCount } from '../../../ui/format';
import { IconButton } from '../../../ui/icon-button';
import { useDelayed } from '../../../ui/use-delayed';
import styles from './find.module.css';
import type { Find } from './use-find';

interface Props {
  input: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  find: Find;
  /** Items that have the text and are shown in this view. */
  hits: number;
  itemCount: number;
  /** Which hit is shown, from 0; -1: none yet. */
  current: number;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}

/** The field to find text in the thread, with the count of the hits and what of the thread was searched. */
export function FindBar({ input, text, onText, find, hits, itemCount, current, onStep, onClose }: Props) {
  const { progress, error, stop } = find;
  const { searched, isDone } = progress;
  const isSearching = text !== '' && !isDone && error === null;
  const isLong = useDelayed(isSearching);
  return (
    <div role="search" className={styles.bar}>
      <input
        ref={input}
        className={styles.input}
        type="text"
        aria-label="Find in thread"
        placeholder="Find in thread"
        spellCheck={false}
        maxLength={1000}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className={styles.count} role="status">
        {text !== '' && (hits > 0 || !isSearching) && hitWords(hits, current)}
        {isLong &&
          `${hits > 0 ? ', ' : ''}searched ${Math.floor((100 * searched) / Math.max(1, itemCount))} %`}
        {error}
        {text !== '' &&
          isDone &&
          searched < itemCount &&
          error === null &&
          ` · stopped at ${fullCount(searched)}`}
      </span>
      {isLong && (
        <button type="button" className={styles.stop} onClick={stop}>
          Stop
        </button>
      )}
      <IconButton icon={ChevronUp} label="Previous match" disabled={hits === 0} onClick={() => onStep(-1)} />
      <IconButton icon={ChevronDown} label="Next match" disabled={hits === 0} onClick={() => onStep(1)} />
      <IconButton icon={X} label="Close find" onClick={onClose} />
    </div>
  );
}

function hitWords(hits: number, current: number): string {
  if (hits === 0) return 'no match';
  if (current < 0) return counted(hits, 'item');
  return `${fullCount(current + 1)} of ${counted(hits, 'item')}`;
}
