import { type Filters, facets, noFilters } from './filters';
import { recentFirst, type Sort, sortKeys } from './sort-threads';
import { threadStates, type ThreadState } from './thread-state';
import type { DateRange } from './date-range';

/** How the list is narrowed and ordered; kept over restarts as text that main does not read. */
export interface ListState {
  filters: Filters;
  sort: Sort;
}

export const initialList: ListState = { filters: noFilters, sort: recentFirst };

/** The state as it is stored. The text filter is not: a list that looks empty at start would mislead. */
export function writeListState({ filters, sort }: ListState): string {
  return JSON.stringify({ v: 1, filters: { ...filters, text: '' }, sort });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function readDate(value: unknown): DateRange | null {
  if (!isRecord(value)) return null;
  const { kind } = value;
  if (kind === 'today' || kind === 'days7' || kind === 'days30') return { kind };
  return kind === 'custom' ? { kind, from: textOrNull(value.from), to: textOrNull(value.to) } : null;
}

/** Reads what `writeListState` wrote; whatever does not fit any more is left at its initial value. */
export function readListState(text: string | null): ListState {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return initialList;
  }
  if (!isRecord(stored)) return initialList;
  const from = isRecord(stored.filters) ? stored.filters : {};
  const filters: Filters = { ...noFilters, project: textOrNull(from.project), date: readDate(from.date) };
  const lists = Object.fromEntries(facets.map((facet) => [facet, strings(from[facet])]));
  const state = strings(from.state).filter((value): value is ThreadState => value in threadStates);
  const sort = isRecord(stored.sort) ? stored.sort : {};
  const key = Object.keys(sortKeys).find((known) => known === sort.key) as Sort['key'] | undefined;
  return {
    filters: { ...filters, ...lists, state },
    sort: key ? { key, direction: sort.direction === 'asc' ? 'asc' : 'desc' } : recentFirst,
  };
}
