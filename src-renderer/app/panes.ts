/** Widths of the panes around the thread in CSS pixels; the thread takes the rest. */
export interface Panes {
  side: number;
  list: number;
  isSideShown: boolean;
  /** To the right of the thread, while a review is written. */
  review: number;
}

export const paneLimits = {
  side: { min: 160, max: 420 },
  list: { min: 300, max: 720 },
  thread: { min: 360, minBesideReview: 440 },
  review: { min: 320, max: 640 },
} as const;

export const initialPanes: Panes = { side: 220, list: 400, isSideShown: true, review: 400 };

const within = (value: number, { min, max }: { min: number; max: number }) =>
  Math.min(max, Math.max(min, Math.round(value)));

/** The panes as they are kept: side, list, 0 while the side is hidden, review. */
export function writePanes({ side, list, isSideShown, review }: Panes): number[] {
  return [side, list, isSideShown ? 1 : 0, review];
}

/** Reads what `writePanes` wrote; what is missing is as at the first start. */
export function readPanes([side, list, isSideShown, review]: readonly number[]): Panes {
  return {
    side: within(side ?? initialPanes.side, paneLimits.side),
    list: within(list ?? initialPanes.list, paneLimits.list),
    isSideShown: isSideShown !== 0,
    review: within(review ?? initialPanes.review, paneLimits.review),
  };
}

/** The widths that fit; 0 for a pane that is not shown. */
export type FittedPanes = Pick<Panes, 'side' | 'list' | 'review'>;

/**
 * The widths that fit into a window: the thread keeps its least width, then the review, the list and the side.
 *
 * The wanted widths are left alone, so that a larger window brings them back. Beside a review the side goes altogether
 * before the thread gets too narrow to be read.
 */
export function fitPanes(panes: Panes, windowWidth: number, isReviewing: boolean): FittedPanes {
  const { side, list, review, thread } = paneLimits;
  const room = windowWidth - (isReviewing ? thread.minBesideReview : thread.min);
  const isCrowded = isReviewing && windowWidth < thread.min + review.min + list.min + side.min;
  const least = panes.isSideShown && !isCrowded ? side.min : 0;
  const forReview = isReviewing ? within(Math.min(panes.review, room - list.min - least), review) : 0;
  const forList = within(Math.min(panes.list, room - forReview - least), list);
  const forSide = least > 0 ? within(Math.min(panes.side, room - forReview - forList), side) : 0;
  return { side: forSide, list: forList, review: forReview };
}
