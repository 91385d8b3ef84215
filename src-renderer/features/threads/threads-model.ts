import type { ThreadSummary } from '@contracts/model/thread';
import { createContext, useContext } from 'react';
import type { Row } from './arrange-rows';
import type { Counts } from './facet-counts';
import type { Filters } from './filters';
import type { Project } from './project-tree';
import type { Sort } from './sort-threads';
import type { Collection, PutBack } from './thread-collection';
import type { Entry } from './thread-index';

/** What the sidebar, the pills, the list and the palette share. */
export interface ThreadsModel {
  collection: Collection;
  /** All threads of the home, in the order of the list. */
  entries: readonly Entry[];
  /** The list as it is shown. */
  rows: readonly Row[];
  /** Threads that pass the filters, those folded away included. */
  shown: number;
  projects: readonly Project[];
  counts: Counts;
  filters: Filters;
  changeFilters: (change: Partial<Filters>) => void;
  clearFilters: () => void;
  sort: Sort;
  changeSort: (sort: Sort) => void;
  selectedId: string | null;
  /** Selects a thread and opens the agents above it, so that it can be seen; lets go of all marks. */
  select: (threadId: string | null) => void;
  /** Threads that are chosen together and pass the filters, in the order of the list. Empty: only `selectedId` counts. */
  marked: readonly string[];
  /** `toggle`: one more or less; `extend`: all from where the range began. The thread is selected, too. */
  mark: (threadId: string, how: 'toggle' | 'extend') => void;
  /** Marks everything that passes the filters, those folded away included. */
  markAll: () => void;
  clearMarks: () => void;
  /** All threads that pass the filters, those folded away included. */
  passing: readonly string[];
  /** Shows rows as an edit will leave them (null: gone) until they are read again; the answer puts them back. */
  assume: (changes: ReadonlyMap<string, Partial<ThreadSummary> | null>) => PutBack;
  setExpanded: (threadId: string, expanded: boolean) => void;
  /** Lists everything again after a failure. */
  reload: () => void;
}

const ThreadsContext = createContext<ThreadsModel | null>(null);

/** Gives the model to the tree. */
export const ThreadsModelProvider = ThreadsContext.Provider;

/** The threads of the home and how they are shown. */
export function useThreads(): ThreadsModel {
  const model = useContext(ThreadsContext);
  if (!model) throw new Error('useThreads needs a ThreadsProvider above it');
  return model;
}
