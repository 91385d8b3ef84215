import type { ThreadItem } from '@contracts/model/item';
import { MarkdownText } from '../markdown/markdown-text';
import { MoreText } from '../text/more-text';
import { useClippedText } from '../text/use-clipped-text';
import { DerivedMark } from './derived-mark';
import styles from './items.module.css';

/** A plan that the agent made. */
export function Plan({ item }: { item: Extract<ThreadItem, { type: 'plan' }> }) {
  const clipped = useClippedText('/text', item.text);
  return (
    <div className={styles.review}>
      <span className={styles.label}>
        Plan <DerivedMark />
      </span>
      <MarkdownText text={clipped.text} />
      <MoreText of={clipped} />
    </div>
  );
}
