import { useMemo, useState } from 'react';
import { counted } from '../../ui/format';
import { markedText } from '../thread/text/plain-text';
import { formatJson, type JsonLine } from './format-json';
import styles from './json.module.css';

/** Lines shown before the reader asks for more, and with each asking. */
const moreLines = 2_000;

interface Props {
  /** JSON text, or what should have been one. */
  text: string;
  firstLines?: number;
}

/** JSON text laid out and coloured. */
export function JsonView({ text, firstLines = 40 }: Props) {
  const lines = useMemo(() => formatJson(text), [text]);
  const [limit, setLimit] = useState(firstLines);
  return (
    <div>
      <div className={styles.json} tabIndex={0} role="group" aria-label="JSON">
        {lines.slice(0, limit).map((line, nth) => (
          // Lines of a fixed text never move.
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

function Line({ line: { depth, tokens } }: { line: JsonLine }) {
  return (
    <div className={styles.line} style={{ paddingInlineStart: `${depth * 2 + 2}ch` }}>
      {tokens.map(({ kind, text }, nth) => (
        <span key={nth} data-kind={kind}>
          {markedText(text)}
        </span>
      ))}
    </div>
  );
}

/** Any value as JSON text; nested too deep for that, it says so. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return '"nested too deep to be shown here"';
  }
}
