import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { KeyCaps } from '../../ui/key-caps';
import { useCommand } from '../commands/command-context';
import styles from './search-field.module.css';
import { useThreads } from './threads-model';

/** Narrows the list by words in name, prompt, id, branch and directory. `onLeave` moves the focus to the list. */
export function SearchField({ onLeave }: { onLeave: () => void }) {
  const { filters, changeFilters } = useThreads();
  const input = useRef<HTMLInputElement>(null);
  const hasFocus = () => document.activeElement === input.current;

  useCommand('search', () => {
    input.current?.focus();
    input.current?.select();
  });
  // Esc first takes the text away, then leaves.
  useCommand('back', () => {
    if (!hasFocus()) return false;
    if (filters.text) changeFilters({ text: '' });
    else onLeave();
    return undefined;
  });

  return (
    <div className={styles.field}>
      <Search className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />
      <input
        ref={input}
        className={styles.input}
        type="text"
        aria-label="Filter threads"
        aria-keyshortcuts="/"
        placeholder="Filter threads"
        value={filters.text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => changeFilters({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onLeave();
        }}
      />
      {filters.text ? (
        <button
          type="button"
          className={styles.clear}
          aria-label="Clear the text filter"
          onClick={() => {
            changeFilters({ text: '' });
            input.current?.focus();
          }}
        >
          <X size={13} strokeWidth={2} aria-hidden />
        </button>
      ) : (
        <span className={styles.hint} aria-hidden>
          <KeyCaps caps={['/']} />
        </span>
      )}
    </div>
  );
}
