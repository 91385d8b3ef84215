import type { RecordRef } from '../../../contracts/model/record';
import type { ItemSketch } from '../../../history/types';

/** line, offset, length, ordinal; the rollout is the row's own. */
type PackedRef = [number, number, number, number | null];
type PackedItem = [string, string, ItemSketch['rule'], number | null, PackedRef[], PackedRef[]];

/** An item as the index holds it: there are hundreds of thousands, so names of fields are not repeated. */
export function packItem(item: ItemSketch): string {
  const packed: PackedItem = [
    item.itemId,
    item.type,
    item.rule,
    item.upstreamSeq,
    item.records.map(packRef),
    item.twins.map(packRef),
  ];
  return JSON.stringify(packed);
}

export function unpackItem(rolloutId: string, turnSeq: number, seq: number, data: string): ItemSketch {
  const [itemId, type, rule, upstreamSeq, records, twins] = JSON.parse(data) as PackedItem;
  const unpackRef = ([line, offset, length, ordinal]: PackedRef): RecordRef => {
    return { rolloutId, line, offset, length, ordinal };
  };
  return {
    turnSeq,
    seq,
    upstreamSeq,
    itemId,
    type,
    rule,
    records: records.map(unpackRef),
    twins: twins.map(unpackRef),
  };
}

function packRef({ line, offset, length, ordinal }: RecordRef): PackedRef {
  return [line, offset, length, ordinal];
}
