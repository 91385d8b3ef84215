import type { ThreadItem } from '@contracts/model/item';
import { MessageSquarePlus } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { useReviewItem } from './use-review-item';

/** Beside a command or a file change: adds a finding on it. The keys have `n` for it, so it is no stop of the Tab key. */
export function ReviewItemButton({ item }: { item: ThreadItem }) {
  const reviewItem = useReviewItem();
  if (item.type !== 'fileChange' && item.type !== 'commandExecution') return null;
  return (
    <IconButton
      icon={MessageSquarePlus}
      label="Add a finding on this item"
      tabIndex={-1}
      onClick={() => reviewItem(item)}
    />
  );
}
