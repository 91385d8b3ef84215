import { Check, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { fullCount } from '../../ui/format';
import styles from './option-list.module.css';

export interface Option {
  value: string;
  label: string;
  count: number;
}

/** More are found by typing: nobody reads a thousand branches. */
const most = 200;

interface OptionListProps {
  /** What is chosen from, as in "Branch". */
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}

/** Options with counts, of which any number is chosen; typing narrows them, arrows move, Enter or Space chooses. */
export function OptionList({ label, options, chosen, onToggle }: OptionListProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const found = options.filter((option) => option.label.toLowerCase().includes(text.trim().toLowerCase()));
  const shown = found.slice(0, most);
  const at = Math.min(cursor, shown.length - 1);

  const press = (event: React.KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const option = shown[at];
    if (to !== undefined) setCursor((to + shown.length) % Math.max(1, shown.length));
    else if (option && (event.key === 'Enter' || (event.key === ' ' && text === ''))) onToggle(option.value);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={styles.search}>
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <input
          className={styles.input}
          placeholder={`${label} …`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCursor(0);
          }}
          onKeyDown={press}
          role="combobox"
          aria-label={`Find ${label.toLowerCase()}`}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={shown[at] && `${id}-${at}`}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div id={id} className={styles.options} role="listbox" aria-label={label} aria-multiselectable="true">
        {shown.map((option, index) => (
          <div
            key={option.value}
            id={`${id}-${index}`}
            ref={index === at ? (row) => row?.scrollIntoView?.({ block: 'nearest' }) : undefined}
            className={classNames(styles.option, index === at && styles.cursor)}
            role="option"
            aria-selected={chosen.includes(option.value)}
            onMouseMove={() => setCursor(index)}
            onClick={() => onToggle(option.value)}
          >
            <span className={styles.box}>
              {chosen.includes(option.value) && <Check size={12} strokeWidth={3} aria-hidden />}
            </span>
            <span className={classNames(styles.label, 'truncate')} title={option.label}>
              {option.label}
            </span>
            <span className={classNames(styles.count, 'tabular')}>{fullCount(option.count)}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>Nothing by that name.</p>}
      {found.length > most && (
        <p className={styles.none}>{fullCount(found.length - most)} more: type to narrow.</p>
      )}
    </>
  );
}
