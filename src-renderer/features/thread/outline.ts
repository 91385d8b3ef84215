import type { TurnOutline } from '@contracts/model/turn';
import type { OutlinePage } from '@contracts/threads';

/** The turns of a thread as far as they are known, and how far its files were scanned. */
export interface Outline {
  revision: string;
  turns: readonly TurnOutline[];
  turnCount: number;
  itemCount: number;
  complete: boolean;
  scannedBytes: number;
  totalBytes: number;
}

/** Puts a page into an outline of the same revision; turns behind the thread's end are gone. */
export function mergePage(outline: Outline | null, page: OutlinePage): Outline {
  const known = outline?.revision === page.revision ? outline.turns : [];
  const { turns, from, ...facts } = page;
  const merged = [...known.slice(0, from), ...turns, ...known.slice(from + turns.length)];
  return { ...facts, turns: merged.slice(0, page.turnCount) };
}
