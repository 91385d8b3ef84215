import type { ThreadItem } from '@contracts/model/item';
import { findingOfItem, newFinding } from './finding-of-item';
import { useReviewedThread } from './reviewed-thread';
import { useReviews } from './reviews-context';

/** Opens the review of the thread around with a new finding, filled in with what the item tells. */
export function useReviewItem(): (item: ThreadItem | null) => void {
  const thread = useReviewedThread();
  const { addFinding } = useReviews();
  return (item) => {
    if (thread) addFinding(thread.id, item ? findingOfItem(item, thread.cwd) : newFinding);
  };
}
