import { ScanSearch } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { useCommand } from '../commands/command-context';
import { isEmpty } from './draft-keeper';
import styles from './review-button.module.css';
import { useReviews } from './reviews-context';
import { useDraft } from './use-draft';

/** Opens and closes the review of a thread; a dot says that there is a draft. */
export function ReviewButton({ threadId }: { threadId: string }) {
  const { openId, open, close } = useReviews();
  const state = useDraft(threadId);
  const isOpen = openId === threadId;
  const hasDraft = state?.phase === 'ready' && !isEmpty(state.draft);
  const show = () => {
    if (isOpen) document.querySelector<HTMLElement>('#review-pane section')?.focus();
    else open(threadId);
  };
  useCommand('review', show);
  return (
    <span className={styles.place}>
      <IconButton
        icon={ScanSearch}
        label={hasDraft ? 'Go on with the review of this thread' : 'Review this thread'}
        aria-pressed={isOpen}
        onClick={isOpen ? close : show}
      />
      {hasDraft && <span className={styles.dot} aria-hidden />}
    </span>
  );
}
