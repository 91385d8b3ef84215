import type { ThreadItem } from '../../../contracts/model/item';
import type { ItemsPage } from '../../types';
import { clipItem } from '../../slicing/clip-item';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { ItemBuilder } from './item-builder';
import { type PlacedSketch, placedSketches } from './item-places';
import type { ThreadView } from './thread-view';

/** A reply stays well below what may cross to the window (2 MB). */
const maxPage = 1_400_000;
/** Bytes of records read at a time and for one page: a page of huge records is cut short instead. */
const maxBatch = 2 ** 20;
const maxSource = 64 * 2 ** 20;

/**
 * Items of the flat list from `from` on, clipped for the window. Fewer than asked for where their size demands it;
 * at least one, if there is one.
 */
export async function readItems(
  parts: { index: RolloutIndex; reader: RolloutReader },
  view: ThreadView,
  { from, count }: { from: number; count: number },
): Promise<ItemsPage['items']> {
  const builder = new ItemBuilder(parts);
  const items: ItemsPage['items'] = [];
  let size = 0;
  let source = 0;
  try {
    for (const batch of batchesOf(placedSketches(parts.index, view, from, count))) {
      source += batch.bytes;
      if (items.length > 0 && source > maxSource) break;
      const built = await builder.build(batch.places);
      for (const [i, place] of batch.places.entries()) {
        const clipped = clipItem(built[i] as ThreadItem);
        size += clipped.size + 40;
        if (items.length > 0 && size > maxPage) return items;
        items.push({ index: place.index, turn: place.turn, item: clipped.item });
      }
    }
    return items;
  } finally {
    await builder.close();
  }
}

/** Neighbouring items whose records fit into memory together. */
export function* batchesOf<Place extends Pick<PlacedSketch, 'sketch'>>(
  places: Iterable<Place>,
): Generator<{ places: Place[]; bytes: number }> {
  let batch: Place[] = [];
  let bytes = 0;
  for (const place of places) {
    const more = place.sketch.records.reduce((sum, ref) => sum + ref.length, 0);
    if (batch.length > 0 && bytes + more > maxBatch) {
      yield { places: batch, bytes };
      batch = [];
      bytes = 0;
    }
    batch.push(place);
    bytes += more;
  }
  if (batch.length > 0) yield { places: batch, bytes };
}
