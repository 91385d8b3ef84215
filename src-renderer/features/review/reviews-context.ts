import { createContext, useContext } from 'react';
import type { DraftFinding, DraftKeeper } from './draft-keeper';

/** The review that is being written beside the transcript, if any. */
export interface Reviews {
  /** Thread that it is of; null: the pane is closed. */
  openId: string | null;
  open: (threadId: string) => void;
  /** What was written stays a draft. */
  close: () => void;
  /** Opens the review of a thread and adds a finding to it. */
  addFinding: (threadId: string, finding: DraftFinding) => void;
  keeperOf: (threadId: string) => DraftKeeper | null;
}

const ReviewsContext = createContext<Reviews>({
  openId: null,
  open: () => undefined,
  close: () => undefined,
  addFinding: () => undefined,
  keeperOf: () => null,
});

export const ReviewsContextProvider = ReviewsContext.Provider;

/** Reviews of threads; without a provider above, nothing is written. */
export function useReviews(): Reviews {
  return useContext(ReviewsContext);
}
