import type { Place } from '@contracts/settings';
import { useEffect, useState } from 'react';
import { usePlaceWriter } from '../features/settings/place-context';
import { fitPanes, type Panes, readPanes, writePanes } from './panes';

/** The widths of the panes, as wanted and as they fit; changes are kept for the next start. */
export function usePanes(place: Place, isReviewing: boolean) {
  const [panes, setPanes] = useState(() => readPanes(place.panes));
  const [width, setWidth] = useState(() => window.innerWidth);
  const keep = usePlaceWriter();

  useEffect(() => {
    const follow = () => setWidth(window.innerWidth);
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, []);
  useEffect(() => keep.write({ panes: writePanes(panes) }), [keep, panes]);

  const change = (part: Partial<Panes>) => setPanes((now) => ({ ...now, ...part }));
  return { panes, fitted: fitPanes(panes, width, isReviewing), change };
}
