/** Widths of the left and the middle pane in CSS pixels; the thread takes the rest. */
export interface Panes {
  side: number;
  list: number;
  isSideShown: boolean;
}

export const paneLimits = {
  side: { min: 160, max: 420 },
  list: { min: 300, max: 720 },
  thread: { min: 360 },
} as const;

export const initialPanes: Panes = { side: 220, list: 400, isSideShown: true };

const within = (value: number, { min, max }: { min: number; max: number }) =>
  Math.min(max, Math.max(min, Math.round(value)));

/** The panes as they are kept: side, list, and 0 while the side is hidden. */
export function writePanes({ side, list, isSideShown }: Panes): number[] {
  return [side, list, isSideShown ? 1 : 0];
}

/** Reads what `writePanes` wrote; what is missing is as at the first start. */
export function readPanes([side, list, isSideShown]: readonly number[]): Panes {
  return {
    side: within(side ?? initialPanes.side, paneLimits.side),
    list: within(list ?? initialPanes.list, paneLimits.list),
    isSideShown: isSideShown !== 0,
  };
}

/**
 * The widths that fit into a window: the thread keeps its least width, then the list, then the side.
 *
 * The wanted widths are left alone, so that a larger window brings them back.
 */
export function fitPanes(panes: Panes, windowWidth: number): { side: number; list: number } {
  const room = windowWidth - paneLimits.thread.min;
  const least = panes.isSideShown ? paneLimits.side.min : 0;
  const list = within(Math.min(panes.list, room - least), paneLimits.list);
  const side = panes.isSideShown ? within(Math.min(panes.side, room - list), paneLimits.side) : 0;
  return { side, list };
}
