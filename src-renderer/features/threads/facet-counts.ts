import { type Facet, type Filters, facets, testsOf } from './filters';
import type { Entry } from './thread-index';

/** How many threads each value would leave, given all the other filters. */
export interface Counts {
  /** Threads that pass every filter. */
  shown: number;
  all: number;
  /** Values that no thread would be left with are missing, except for sources: the sidebar always shows them. */
  facets: Record<Facet, Map<string, number>>;
  /** By `repo:KEY` and `dir:PATH`. */
  projects: Map<string, number>;
  /** Of active and archived threads, with the choice between the two left out. */
  shelves: { active: number; archived: number };
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/**
 * Counts all facets in one pass over the entries.
 *
 * A value is counted with its own filter left out, since choosing it would widen that filter. States are counted with
 * theirs, since choosing one more narrows it.
 */
export function countFacets(entries: readonly Entry[], filters: Filters, now: Date): Counts {
  const tests = Object.entries(testsOf(filters, now));
  const counts: Counts = {
    shown: 0,
    all: entries.length,
    facets: { branch: new Map(), model: new Map(), provider: new Map(), source: new Map(), state: new Map() },
    projects: new Map(),
    shelves: { active: 0, archived: 0 },
  };
  const states = filters.state.filter((state) => state !== 'active' && state !== 'archived');
  for (const entry of entries) {
    if (!counts.facets.source.has(entry.source)) counts.facets.source.set(entry.source, 0);
    let failed = 0;
    let only: string | undefined;
    for (const [filter, test] of tests) {
      if (test(entry)) continue;
      failed += 1;
      only = filter;
      if (failed > 1) break;
    }
    if (failed > 1) continue;
    if (only === undefined) counts.shown += 1;
    for (const facet of facets) {
      if (facet === 'state') {
        if (only === undefined) for (const state of entry.states) add(counts.facets.state, state);
      } else if (only === undefined || only === facet) add(counts.facets[facet], entry[facet]);
    }
    if ((only === undefined || only === 'state') && states.every((state) => entry.states.includes(state)))
      counts.shelves[entry.thread.archived ? 'archived' : 'active'] += 1;
    if (only === undefined || only === 'project') for (const key of entry.projects) add(counts.projects, key);
  }
  return counts;
}
