import { createContext, useContext } from 'react';

/** What a finding on an item needs to know of the item's thread. */
export interface ReviewedThread {
  id: string;
  cwd: string;
}

const ReviewedThreadContext = createContext<ReviewedThread | null>(null);
export const ReviewedThreadProvider = ReviewedThreadContext.Provider;

/** The thread whose transcript is around; null outside of one. */
export function useReviewedThread(): ReviewedThread | null {
  return useContext(ReviewedThreadContext);
}
