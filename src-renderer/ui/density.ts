import type { Settings } from '@contracts/settings';

/** Heights of the rows of virtual lists in CSS pixels: their places are computed, not measured. */
export const rowHeights: Record<Settings['density'], { side: number; section: number; thread: number }> = {
  compact: { side: 26, section: 34, thread: 48 },
  comfortable: { side: 32, section: 40, thread: 60 },
};
