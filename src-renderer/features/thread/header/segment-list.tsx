import type { Segment } from '@contracts/model/thread';
import { Badge } from '../../../ui/badge';
import { fullCount, shortBytes } from '../../../ui/format';
import { CodeText } from '../items/code-text';
import styles from './header.module.css';

const roles = {
  current: { word: 'current', title: 'Codex appends to this file' },
  base: { word: 'base', title: 'An earlier part of the thread, or the part that a fork began with' },
  superseded: {
    word: 'superseded',
    title: 'Left behind by a revert: none of it is seen by the model any more',
  },
} as const;

/** The files of a thread, oldest first, and how much of each counts. */
export function SegmentList({ segments, threadId }: { segments: readonly Segment[]; threadId: string }) {
  if (segments.length === 0) return <p className={styles.empty}>No file of it is known.</p>;
  return (
    <ol className={styles.segments}>
      {segments.map((segment) => (
        <li key={`${segment.rolloutId} ${segment.role}`} className={styles.segment}>
          <div className={styles.file}>
            <CodeText text={segment.file} />
          </div>
          <div className={styles.about}>
            <Badge
              title={roles[segment.role].title}
              tone={segment.role === 'superseded' ? 'reverted' : 'neutral'}
            >
              {roles[segment.role].word}
            </Badge>
            <span className="tabular">{bytesThatCount(segment)}</span>
            {segment.threadId !== threadId && <span title={segment.threadId}>of another thread</span>}
            {segment.compressed && <span>compressed</span>}
            {segment.archived && <span>archived</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function bytesThatCount({ size, endOffset, role }: Segment): string {
  if (role === 'superseded') return `none of ${shortBytes(size)} counts`;
  if (endOffset === null || endOffset >= size) return `all of ${shortBytes(size)} counts`;
  return `bytes 0 to ${fullCount(endOffset)} of ${fullCount(size)} count`;
}
