import type { ThreadItem } from '@contracts/model/item';
import { FileDiff } from 'lucide-react';
import { useMemo } from 'react';
import { counted } from '../../../ui/format';
import styles from '../diff/diff.module.css';
import { DiffView } from '../diff/diff-view';
import { type ChangeKind, countChanges, parseDiff } from '../diff/parse-diff';
import { CopyButton } from '../text/copy-button';
import { MoreText } from '../text/more-text';
import { PlainText } from '../text/plain-text';
import { clipAt, useClippedText } from '../text/use-clipped-text';
import { useItemScope } from './item-scope';
import { fieldsOf, objectsOf, stringOf } from './read-value';
import { ToolCard } from './tool-card';

type FileChangeItem = Extract<ThreadItem, { type: 'fileChange' }>;

interface Change {
  path: string;
  kind: ChangeKind;
  movedTo: string;
  diff: string;
}

/** Files that the agent changed, each as a diff. */
export function FileChange({ item }: { item: FileChangeItem }) {
  const changes = useMemo(() => objectsOf(item.changes).map(readChange), [item.changes]);
  const counts = useMemo(
    () => changes.map(({ diff, kind }) => countChanges(parseDiff(diff, kind))),
    [changes],
  );
  const added = counts.reduce((sum, count) => sum + count.added, 0);
  const removed = counts.reduce((sum, count) => sum + count.removed, 0);
  const isCut = (item.clips?.length ?? 0) > 0;
  const [first] = changes;
  return (
    <ToolCard
      icon={FileDiff}
      verb={first && changes.length === 1 ? verbs[first.kind] : 'Changed'}
      title={
        changes.length === 1 && first ? (
          <PlainText text={first.path} inline />
        ) : (
          counted(changes.length, 'file')
        )
      }
      code={changes.length === 1}
      status={item.status}
      result={
        <>
          {item.status !== 'completed' && `${item.status} `}
          <Counts added={added} removed={removed} isCut={isCut} />
        </>
      }
    >
      {changes.map((change, nth) => (
        <FileView key={`${nth} ${change.path}`} change={change} pointer={`/changes/${nth}/diff`} />
      ))}
    </ToolCard>
  );
}

const verbs = { add: 'Added', delete: 'Deleted', update: 'Edited' } as const;

function readChange(change: Record<string, unknown>): Change {
  const kind = fieldsOf(change.kind);
  return {
    path: stringOf(change.path),
    kind: kind.type === 'add' || kind.type === 'delete' ? kind.type : 'update',
    movedTo: stringOf(kind.move_path),
    diff: stringOf(change.diff),
  };
}

function FileView({ change, pointer }: { change: Change; pointer: string }) {
  const { item } = useItemScope();
  const clipped = useClippedText(pointer, change.diff);
  const { added, removed } = countChanges(parseDiff(clipped.text, change.kind));
  return (
    <div className={styles.file}>
      <div className={styles.name}>
        <span>{verbs[change.kind]}</span>
        <span className={styles.path}>
          <PlainText text={change.movedTo ? `${change.path} → ${change.movedTo}` : change.path} inline />
        </span>
        <Counts
          added={added}
          removed={removed}
          isCut={clipAt(item.clips, pointer) !== null && clipped.left > 0}
        />
        <CopyButton text={change.path} what="path" />
      </div>
      <DiffView diff={clipped.text} kind={change.kind} />
      <MoreText of={clipped} />
    </div>
  );
}

function Counts({ added, removed, isCut }: { added: number; removed: number; isCut: boolean }) {
  const more = isCut ? '+' : '';
  return (
    <span
      title={`${counted(added, 'line')} added, ${counted(removed, 'line')} removed${isCut ? ' or more' : ''}`}
    >
      <span className={styles.added}>
        +{added}
        {more}
      </span>{' '}
      <span className={styles.removed}>
        −{removed}
        {more}
      </span>
    </span>
  );
}
