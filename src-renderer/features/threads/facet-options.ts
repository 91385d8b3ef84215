import type { Option } from './option-list';
import type { Facet, Filters } from './filters';
import { type SourceKey, sourceLabel, sourceLabels } from './source-of';
import { threadStates } from './thread-state';

const none: Record<Facet, string> = {
  branch: 'No branch',
  model: 'Model unknown',
  provider: 'Provider unknown',
  source: 'Unknown',
  state: '',
};

/** A value of a facet as the window names it. */
export function facetLabel(facet: Facet, value: string): string {
  if (facet === 'state') return threadStates[value as keyof typeof threadStates];
  if (facet === 'source') return sourceLabel(value as SourceKey);
  return value || none[facet];
}

/** Facets with an order of their own; the others list what is most used first. */
const orders: Partial<Record<Facet, string[]>> = {
  state: Object.keys(threadStates),
  source: Object.keys(sourceLabels),
};

/** The options of a facet: every value that some thread has, and those that are chosen. */
export function facetOptions(facet: Facet, counts: ReadonlyMap<string, number>, filters: Filters): Option[] {
  const order = orders[facet];
  const always = facet === 'state' ? (order ?? []) : filters[facet];
  const place = (value: string) => (order?.includes(value) ? order.indexOf(value) : Number.POSITIVE_INFINITY);
  return [...new Set([...counts.keys(), ...always])]
    .map((value) => ({ value, label: facetLabel(facet, value), count: counts.get(value) ?? 0 }))
    .sort((a, b) => {
      if (order && place(a.value) !== place(b.value)) return place(a.value) - place(b.value);
      return b.count - a.count || a.label.localeCompare(b.label);
    });
}

/** What is chosen in a facet, as its pill says it: one value, or one and how many more. */
export function facetSummary(facet: Facet, filters: Filters): string | null {
  const [first, ...more] = filters[facet];
  if (first === undefined) return null;
  return more.length === 0 ? facetLabel(facet, first) : `${facetLabel(facet, first)} +${more.length}`;
}
