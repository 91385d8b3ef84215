import type { ThreadItem } from '@contracts/model/item';
import { SearchCheck } from 'lucide-react';
import { PlainText } from '../text/plain-text';
import { MoreText } from '../text/more-text';
import { useClippedText } from '../text/use-clipped-text';
import { DerivedMark } from './derived-mark';
import styles from './items.module.css';
import { NoteLine } from './note-line';

type ReviewItem<Kind> = Extract<ThreadItem, { type: Kind }>;

/** Where a review begins, and what is to be reviewed. */
export function EnteredReviewMode({ item }: { item: ReviewItem<'enteredReviewMode'> }) {
  return (
    <NoteLine icon={SearchCheck}>
      Review started: <PlainText text={item.review} inline />
    </NoteLine>
  );
}

/** What a review found, as its text: explanation and findings with their places. */
export function ExitedReviewMode({ item }: { item: ReviewItem<'exitedReviewMode'> }) {
  const clipped = useClippedText('/review', item.review);
  return (
    <div className={styles.review}>
      <span className={styles.label}>
        Review <DerivedMark />
      </span>
      <PlainText text={clipped.text} />
      <MoreText of={clipped} />
    </div>
  );
}
