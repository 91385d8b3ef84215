import { isBefore } from '../../../history/lineage';
import type { BranchingParts, BranchSource } from './branch-source';
import type { HistoryCut } from './history-cut';

/** What the part of a legacy file before the cut tells as the thread's total. */
export function tokensBefore({ index }: Pick<BranchingParts, 'index'>, cut: HistoryCut): number {
  const told = index.usage(cut.file.file).findLast(({ record, info }) => info && record.offset < cut.offset);
  return told?.info?.total.totalTokens ?? 0;
}

/** What the files of a paginated thread tell before the cut, inherited ones included; null when they tell nothing. */
export function tokensKept(
  { index }: Pick<BranchingParts, 'index'>,
  { view }: BranchSource,
  { file, offset }: HistoryCut,
): number | null {
  let total: number | null = null;
  for (const segment of view.composed.segments) {
    const found = view.files.find(segment.file.rolloutId);
    const isLast = segment.file.rolloutId === file.rolloutId;
    for (const { record, info } of found ? index.usage(found.file) : []) {
      const stays = isLast ? record.offset < offset : isBefore(record, segment.cut);
      if (stays && info) total = info.total.totalTokens;
    }
    if (isLast) break;
  }
  return total;
}
