import type { Settings } from '@contracts/settings';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Outline } from '../outline';
import type { Folding, ReadingState } from '../reading-state';
import { RowMap } from '../rows/row-map';

/** The rows of the transcript as they are folded now. */
export function useRows(
  outline: Outline,
  view: Settings['view'],
  reading: ReadingState,
): { rows: RowMap; folding: Folding } {
  const { turns, revision } = outline;
  useLayoutEffect(() => reading.enter(revision), [reading, revision]);
  const folding = useSyncExternalStore(reading.subscribe, reading.folding);
  const opened = folding.turns;
  const rows = useMemo(() => new RowMap(turns, { view, opened }), [turns, view, opened]);
  return { rows, folding };
}
