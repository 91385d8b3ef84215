import type { Journal } from '../journal/journal';
import { createFactsReader, type FactsParts } from './facts-reader';
import type { PlanSources } from './planner';
import { readRelatedRows, type RelatedRows } from './related-rows';

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
    relatedRows() {
      related ??= readRelatedRows(databases);
      return related;
    },
  };
}
