import { Command, GitBranch, MessageSquare } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { Dialog } from '../../ui/dialog';
import { KeyCaps } from '../../ui/key-caps';
import { relativeTime } from '../../ui/relative-time';
import { useNow } from '../../ui/use-now';
import type { Entry } from '../../features/threads/thread-index';
import { useCommands } from '../../features/commands/command-context';
import { keyLabel } from '../../features/commands/key-label';
import { commandRows, keymap, type CommandRow } from '../../features/commands/keymap';
import { type PaletteResult, paletteResults } from './palette-results';
import styles from './palette.module.css';

interface PaletteProps {
  open: boolean;
  onClose: () => void;
  /** All threads, in the order of the list. */
  entries: readonly Entry[];
  onThread: (threadId: string) => void;
}

/** Commands and threads by what they are called. */
export function Palette({ open, onClose, ...rest }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={onClose} title="Command palette" look="bare" initialFocus={input}>
      <PaletteBody inputRef={input} onClose={onClose} {...rest} />
    </Dialog>
  );
}

interface PaletteBodyProps extends Omit<PaletteProps, 'open'> {
  inputRef: React.RefObject<HTMLInputElement | null>;
}

function PaletteBody({ inputRef, onClose, entries, onThread }: PaletteBodyProps) {
  const id = useId();
  const registry = useCommands();
  const now = useNow();
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const wanted = useDeferredValue(text);
  const results = useMemo(() => {
    const commands = commandRows
      .filter(([command, row]) => !row.keyOnly && registry.has(command))
      .map(([command, row]) => ({ id: command, title: row.title }));
    return paletteResults(wanted, commands, entries);
  }, [wanted, entries, registry]);
  const at = Math.min(cursor, results.length - 1);

  const run = (result: PaletteResult) => {
    onClose();
    // The dialog gives the focus back first; the command may want it elsewhere.
    setTimeout(() => (result.kind === 'thread' ? onThread(result.id) : registry.run(result.id)));
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    const result = results[at];
    if (to !== undefined) setCursor((to + results.length) % Math.max(1, results.length));
    else if (event.key === 'Enter' && result) run(result);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={inputRef}
        className={styles.input}
        placeholder="Type a command or the title of a thread"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCursor(0);
        }}
        onKeyDown={press}
        role="combobox"
        aria-label="Command or thread"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={results[at] && `${id}-${at}`}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={id} className={styles.results} role="listbox" aria-label="Commands and threads">
        {results.map((result, index) => (
          <div
            key={`${result.kind}:${result.id}`}
            id={`${id}-${index}`}
            ref={index === at ? (row) => row?.scrollIntoView?.({ block: 'nearest' }) : undefined}
            className={classNames(styles.result, index === at && styles.cursor)}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setCursor(index)}
            onClick={() => run(result)}
          >
            <Result result={result} now={now} />
          </div>
        ))}
      </div>
      {results.length === 0 && <p className={styles.none}>Nothing is called that.</p>}
    </>
  );
}

function Result({ result, now }: { result: PaletteResult; now: number }) {
  if (result.kind === 'command') {
    const row: CommandRow = keymap[result.id];
    const key = row.keys.find((entry) => typeof entry === 'string');
    return (
      <>
        <Command className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />
        <span className={classNames(styles.title, 'truncate')}>{result.title}</span>
        {key && <KeyCaps caps={keyLabel(key)} />}
      </>
    );
  }
  const { branch, at } = result.entry;
  return (
    <>
      <MessageSquare className={styles.icon} size={14} strokeWidth={1.75} aria-hidden />
      <span className={classNames(styles.title, 'truncate')}>{result.title}</span>
      {branch && (
        <span className={styles.branch}>
          <GitBranch size={11} strokeWidth={2} aria-hidden />
          <span className="truncate">{branch}</span>
        </span>
      )}
      <span className={classNames(styles.time, 'tabular')}>{relativeTime(at, now)}</span>
    </>
  );
}
