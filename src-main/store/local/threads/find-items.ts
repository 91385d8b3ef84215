import type { ThreadItem } from '../../../contracts/model/item';
import { textMatcher } from '../../slicing/text-matcher';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { ItemBuilder } from './item-builder';
import { placedSketches } from './item-places';
import { batchesOf } from './thread-items';
import type { ThreadView } from './thread-view';

/** A search answers after so long, so that it can be seen to go on and be stopped. */
const stretchMs = 250;

/** Searches the flat list from a place on, for a short time; `next` is where to go on, null at the end. */
export async function findItems(
  parts: { index: RolloutIndex; reader: RolloutReader },
  view: ThreadView,
  text: string,
  from: number,
): Promise<{ hits: number[]; next: number | null }> {
  const holds = textMatcher(text);
  const until = performance.now() + stretchMs;
  const builder = new ItemBuilder(parts);
  const hits: number[] = [];
  try {
    for (const { places } of batchesOf(placedSketches(parts.index, view, from, Number.POSITIVE_INFINITY))) {
      const built = await builder.build(places);
      for (const [i, { index }] of places.entries()) if (holds(built[i] as ThreadItem)) hits.push(index);
      if (performance.now() > until) return { hits, next: (places.at(-1)?.index ?? from) + 1 };
    }
    return { hits, next: null };
  } finally {
    await builder.close();
  }
}
