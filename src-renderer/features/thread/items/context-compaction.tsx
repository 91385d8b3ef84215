import type { ThreadItem } from '@contracts/model/item';
import { counted } from '../../../ui/format';
import { MoreText } from '../text/more-text';
import { PlainText } from '../text/plain-text';
import { useClippedText } from '../text/use-clipped-text';
import { DerivedMark } from './derived-mark';
import { useItemScope, useOpen } from './item-scope';
import styles from './items.module.css';
import { stringOf } from './read-value';

type ContextCompactionItem = Extract<ThreadItem, { type: 'contextCompaction' }>;

/** Where the model's context was replaced: nothing above this line was seen by it afterwards. */
export function ContextCompaction({ item }: { item: ContextCompactionItem }) {
  const { openRaw } = useItemScope();
  const [isOpen, setOpen] = useOpen(false);
  const summary = stringOf(item.compaction?.message);
  const count = item.compaction?.replacementCount;
  return (
    <div>
      <div className={styles.boundary}>
        <span>
          Context compacted
          {typeof count === 'number' && `, replaced by ${counted(count, 'item')}`}
        </span>
        {summary && (
          <button
            type="button"
            className={styles.rawButton}
            aria-expanded={isOpen}
            data-toggle
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide summary' : 'Summary'}
          </button>
        )}
        <button type="button" className={styles.rawButton} onClick={openRaw}>
          Raw
        </button>
        <DerivedMark />
      </div>
      {isOpen && summary && <Summary start={summary} />}
    </div>
  );
}

function Summary({ start }: { start: string }) {
  const clipped = useClippedText('/compaction/message', start);
  return (
    <div className={styles.disclosed}>
      <PlainText text={clipped.text} />
      <MoreText of={clipped} />
    </div>
  );
}
