import type { RolloutCatalog, RolloutFile } from '../rollouts/catalog';

/** The files that a file continues through `history_base`, nearest first, as far as they are there. Cycles end. */
export function baseFiles(file: RolloutFile | null, catalog: RolloutCatalog): RolloutFile[] {
  const chain: RolloutFile[] = [];
  for (
    let next = baseOf(file, catalog);
    next && next !== file && !chain.includes(next);
    next = baseOf(next, catalog)
  ) {
    chain.push(next);
  }
  return chain;
}

function baseOf(file: RolloutFile | null, catalog: RolloutCatalog): RolloutFile | null {
  const base = file?.head?.historyBase;
  return base ? catalog.byRolloutId(base.rolloutId) : null;
}
