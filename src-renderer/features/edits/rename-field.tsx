import { useEffect, useRef, useState } from 'react';
import { useEdits } from './edits-context';
import styles from './rename-field.module.css';

/** The name of a thread while it is typed: Enter proposes it, Esc and leaving the field let it be. */
export function RenameField({ thread }: { thread: { id: string; name: string | null } }) {
  const { propose, rename, renaming } = useEdits();
  const before = thread.name ?? '';
  const [text, setText] = useState(before);
  const field = useRef<HTMLInputElement>(null);
  const place = renaming?.place;
  useEffect(() => field.current?.select(), []);

  const leave = () => {
    rename(null);
    const body = place === 'header' ? '[data-thread-body]' : '#thread-list';
    document.querySelector<HTMLElement>(body)?.focus();
  };
  return (
    <input
      ref={field}
      className={styles.field}
      aria-label="Name of the thread"
      placeholder="No name: the first prompt is shown"
      value={text}
      maxLength={2000}
      autoComplete="off"
      onChange={(event) => setText(event.target.value)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => rename(null)}
      onKeyDown={(event) => {
        // Both keys belong to the input method while it composes.
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.preventDefault();
        leave();
        const name = text.trim();
        if (event.key === 'Enter' && name !== before)
          propose({ kind: 'name', threadId: thread.id, name: name || null });
      }}
    />
  );
}
