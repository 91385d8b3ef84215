import * as z from 'zod';

/** Smallest window in which the three panes fit, in CSS pixels. */
export const smallest = { width: 880, height: 560 };
const usual = { width: 1360, height: 860 };

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
type Bounds = z.infer<typeof bounds>;

/** Where the window was; null before the first time. */
export const windowState = z.object({ bounds: bounds.nullable(), isMaximized: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

/** Where to open the window: as it was, unless the screen that it was on is gone. */
export function placeWindow(state: WindowState, screens: readonly Bounds[]): Partial<Bounds> & typeof usual {
  const { bounds: was } = state;
  if (!was || !screens.some((screen) => showsTitleBar(was, screen))) return usual;
  return {
    ...was,
    width: Math.max(was.width, smallest.width),
    height: Math.max(was.height, smallest.height),
  };
}

/** A window can be moved as long as a piece of its upper edge can be grasped. */
function showsTitleBar(window: Bounds, screen: Bounds): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return across >= 100 && window.y >= screen.y - 10 && window.y <= screen.y + screen.height - 40;
}
