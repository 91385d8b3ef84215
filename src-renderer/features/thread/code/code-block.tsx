import { Fragment, useState } from 'react';
import { counted } from '../../../ui/format';
import { CopyButton } from '../text/copy-button';
import { markedText } from '../text/plain-text';
import type { CodeToken } from '../worker/text-job';
import styles from './code.module.css';
import { useHighlight } from './use-highlight';

/** Lines shown before the reader asks for all. */
const foldedLines = 120;

/** Code with its language and a copy button; colours come when the worker has them and move nothing. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const [isOpen, setOpen] = useState(false);
  const text = code.replace(/\n$/, '');
  const tokens = useHighlight(text, language);
  const lines = text.split('\n');
  const shown = isOpen ? lines.length : Math.min(lines.length, foldedLines);
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span>{language}</span>
        <CopyButton text={text} what="code" />
      </div>
      <pre
        className={styles.code}
        tabIndex={0}
        role="group"
        aria-label={`Code${language && `, ${language}`}`}
      >
        <code>
          {lines.slice(0, shown).map((line, nth) => (
            <Fragment key={nth}>
              {nth > 0 && '\n'}
              {tokens?.[nth] ? coloured(tokens[nth]) : markedText(line)}
            </Fragment>
          ))}
        </code>
      </pre>
      {shown < lines.length && (
        <button type="button" className={styles.more} onClick={() => setOpen(true)}>
          Show all {counted(lines.length, 'line')}
        </button>
      )}
    </div>
  );
}

function coloured(line: readonly CodeToken[]) {
  return line.map(([text, colour], nth) =>
    colour === null ? (
      <Fragment key={nth}>{markedText(text)}</Fragment>
    ) : (
      <span key={nth} style={{ color: colour }}>
        {markedText(text)}
      </span>
    ),
  );
}
