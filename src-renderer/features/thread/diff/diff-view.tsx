import { memo, useMemo, useState } from 'react';
import { counted } from '../../../ui/format';
import { markedText } from '../text/plain-text';
import styles from './diff.module.css';
import { type ChangeKind, type DiffLine, parseDiff } from './parse-diff';

/** Lines shown before the reader asks for more, and with each asking. */
const firstLines = 60;
const moreLines = 2_000;

const signs = { added: '+', removed: '−', context: '', hunk: '', note: '' } as const;
const words = { added: 'added', removed: 'removed', context: '', hunk: '', note: '' } as const;

/** The change of one file, line by line; colour is never the only sign. */
export function DiffView({ diff, kind }: { diff: string; kind: ChangeKind }) {
  const lines = useMemo(() => parseDiff(diff, kind), [diff, kind]);
  const [limit, setLimit] = useState(firstLines);
  if (lines.length === 0) return null;
  return (
    <div>
      <div className={styles.lines} tabIndex={0} role="group" aria-label="Changed lines">
        {lines.slice(0, limit).map((line, nth) => (
          // Lines of a recorded change never move.
          <Line key={nth} line={line} />
        ))}
      </div>
      {lines.length > limit && (
        <button type="button" className={styles.more} onClick={() => setLimit(limit + moreLines)}>
          Show {counted(Math.min(moreLines, lines.length - limit), 'more line')}
        </button>
      )}
    </div>
  );
}

const Line = memo(function Line({ line: { kind, text, before, after } }: { line: DiffLine }) {
  return (
    <div className={styles.line} data-kind={kind}>
      <span className={styles.number}>{before}</span>
      <span className={styles.number}>{after}</span>
      <span className={styles.sign}>
        <span aria-hidden>{signs[kind]}</span>
        <span className="sr-only">{words[kind]}</span>
      </span>
      <span>{markedText(text.replace(/\r$/, ''))}</span>
    </div>
  );
});
