import { useEffect, useSyncExternalStore } from 'react';
import { type DraftState } from './draft-keeper';
import { useReviews } from './reviews-context';

const never = () => () => undefined;
const nothing = () => null;

/** The draft of a thread's review as it is now, read when nobody has yet; null where none can be written. */
export function useDraft(threadId: string): DraftState | null {
  const keeper = useReviews().keeperOf(threadId);
  useEffect(() => {
    if (keeper?.state().phase === 'unread') void keeper.read();
  }, [keeper]);
  return useSyncExternalStore(keeper?.subscribe ?? never, keeper?.state ?? nothing);
}
