import type { Journal } from '../journal/journal';
import { createFactsReader, type FactsParts } from './facts-reader';
import type { PlanSources } from './planner';
import { readRelatedRows, type RelatedRows, relatedRowsNow } from './related-rows';

export interface SourceParts extends FactsParts {
  journal: Journal;
  now(): Date;
}

/** What one round of planning reads: all threads as they are when it begins. */
export async function createPlanSources(parts: SourceParts, isApplying: boolean): Promise<PlanSources> {
  const { catalog, places, journal, now } = parts;
  const { databases } = places;
  const reader = await createFactsReader(parts, isApplying);
  let related: Promise<RelatedRows> | undefined;
  return {
    ...reader,
    ...{ isApplying, catalog, places, databases, journal, now },
    async relatedRows(threadId, rolloutIds) {
      related ??= isApplying ? Promise.resolve(relatedRowsNow(databases)) : readRelatedRows(databases);
      return (await related)(threadId, rolloutIds);
    },
  };
}
