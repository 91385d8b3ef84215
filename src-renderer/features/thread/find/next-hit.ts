/** The hit at `from` or next to it in one direction; behind the last one comes the first. Null without hits. */
export function nextHit(hits: readonly number[], from: number, by: 1 | -1): number | null {
  const found = by === 1 ? hits.find((hit) => hit >= from) : hits.findLast((hit) => hit <= from);
  return found ?? hits.at(by === 1 ? 0 : -1) ?? null;
}
