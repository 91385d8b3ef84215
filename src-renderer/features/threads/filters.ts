import type { DateRange } from './date-range';
import { rangeBounds } from './date-range';
import type { Entry } from './thread-index';
import type { ThreadState } from './thread-state';

/** Everything that narrows the list. A list of values means "any of these", except states: "all of these". */
export interface Filters {
  text: string;
  date: DateRange | null;
  /** `repo:KEY` or `dir:PATH`. */
  project: string | null;
  branch: readonly string[];
  model: readonly string[];
  provider: readonly string[];
  source: readonly string[];
  state: readonly ThreadState[];
}

export const noFilters: Filters = {
  text: '',
  date: null,
  project: null,
  branch: [],
  model: [],
  provider: [],
  source: [],
  state: [],
};

/** Filters with a list of values that can be counted. */
export const facets = ['branch', 'model', 'provider', 'source', 'state'] as const;
export type Facet = (typeof facets)[number];

/** One test per filter that is set; the key says which filter it belongs to. */
export type Tests = Partial<Record<keyof Filters, (entry: Entry) => boolean>>;

function anyOf(facet: Exclude<Facet, 'state'>, values: readonly string[]): (entry: Entry) => boolean {
  const wanted = new Set(values);
  return (entry) => wanted.has(entry[facet]);
}

/** The tests of the filters that are set. `now` decides what "today" is. */
export function testsOf(filters: Filters, now: Date): Tests {
  const tests: Tests = {};
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.text = (entry) => words.every((word) => entry.text.includes(word));
  if (filters.date) {
    const { from, to } = rangeBounds(filters.date, now);
    tests.date = ({ at }) => at !== null && from <= at && at < to;
  }
  const { project, state } = filters;
  if (project !== null) tests.project = (entry) => entry.projects.includes(project);
  for (const facet of ['branch', 'model', 'provider', 'source'] as const)
    if (filters[facet].length > 0) tests[facet] = anyOf(facet, filters[facet]);
  if (state.length > 0) tests.state = (entry) => state.every((wanted) => entry.states.includes(wanted));
  return tests;
}

/** The entries that pass every filter, in their order. */
export function filterThreads(entries: readonly Entry[], filters: Filters, now: Date): Entry[] {
  const tests = Object.values(testsOf(filters, now));
  return tests.length === 0 ? [...entries] : entries.filter((entry) => tests.every((test) => test(entry)));
}

/** True when nothing narrows the list. */
export function isUnfiltered(filters: Filters): boolean {
  return Object.keys(testsOf(filters, new Date(0))).length === 0;
}

/** Adds the value to a filter or takes it away; of active and archived only one can be wanted. */
export function toggleValue(filters: Filters, facet: Facet, value: string): Filters {
  const values: readonly string[] = filters[facet];
  if (values.includes(value)) return { ...filters, [facet]: values.filter((other) => other !== value) };
  const opposite = { active: 'archived', archived: 'active' }[value];
  const kept = facet === 'state' ? values.filter((other) => other !== opposite) : values;
  return { ...filters, [facet]: [...kept, value] };
}
