import { Fragment, useMemo, useState } from 'react';
import { counted } from '../../../ui/format';
import { CopyButton } from '../text/copy-button';
import { MoreText } from '../text/more-text';
import { useClippedText } from '../text/use-clipped-text';
import { AnsiLineView } from './ansi-line-view';
import styles from './ansi.module.css';
import { type AnsiLine, parseAnsi } from './parse-ansi';

/** Lines shown before the reader asks for more, and with each asking. */
const firstLines = 40;
const moreLines = 2_000;

/** Output of a terminal: coloured, bounded, with everything that steers a terminal taken out. */
export function AnsiOutput({ start, pointer }: { start: string; pointer: string }) {
  const clipped = useClippedText(pointer, start);
  const lines = useMemo(() => parseAnsi(clipped.text), [clipped.text]);
  const [limit, setLimit] = useState(firstLines);
  const shown = lines.slice(0, limit);
  return (
    <div className={styles.box}>
      <span className={styles.copy}>
        <CopyButton text={plainText(shown)} what="output" />
      </span>
      <pre className={styles.output} tabIndex={0} role="group" aria-label="Output">
        {shown.map((line, nth) => (
          <Fragment key={nth}>
            {nth > 0 && '\n'}
            <AnsiLineView line={line} />
          </Fragment>
        ))}
      </pre>
      <div className={styles.foot}>
        {shown.length < lines.length && (
          <button type="button" className={styles.fold} onClick={() => setLimit(limit + moreLines)}>
            Show {counted(Math.min(moreLines, lines.length - shown.length), 'more line')}
          </button>
        )}
        {shown.length === lines.length && <MoreText of={clipped} />}
      </div>
    </div>
  );
}

function plainText(lines: readonly AnsiLine[]): string {
  return lines.map((line) => line.map((part) => ('text' in part ? part.text : '')).join('')).join('\n');
}
