import type { ThreadSummary } from '@contracts/model/thread';
import type { Place } from '@contracts/settings';
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../../ui/use-now';
import { usePlaceWriter } from '../settings/place-context';
import { arrangeRows, parentOf } from './arrange-rows';
import { countFacets } from './facet-counts';
import { type Filters, filterThreads, noFilters } from './filters';
import { readListState, writeListState } from './list-state';
import { extendMarks, noMarks, toggleMark } from './marks';
import { projectTree } from './project-tree';
import { sortThreads } from './sort-threads';
import { type Entry, indexThreads } from './thread-index';
import { ThreadsModelProvider } from './threads-model';
import { useThreadCollection } from './use-thread-collection';

/** The threads above the one with this id, nearest first. */
function ancestorsOf(entries: readonly Entry[], threadId: string): string[] {
  const byId = new Map(entries.map((entry) => [entry.thread.id, entry]));
  const above: string[] = [];
  for (let entry = byId.get(threadId); entry; entry = byId.get(above.at(-1) ?? '')) {
    const parent = parentOf(entry);
    if (parent === null || above.includes(parent)) break;
    above.push(parent);
  }
  return above;
}

interface ThreadsProviderProps {
  homePath: string;
  /** Where the user was last time. */
  place: Place;
  children: ReactNode;
}

/** Loads the threads of the home and works out the list. */
export function ThreadsProvider({ homePath, place, children }: ThreadsProviderProps) {
  const { state: collection, reload, assume } = useThreadCollection(homePath);
  const [{ filters, sort }, setList] = useState(() => readListState(place.list));
  const [selectedId, setSelectedId] = useState(place.threadId);
  const [marks, setMarks] = useState(noMarks);
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const keep = usePlaceWriter();
  const [home, setHome] = useState(homePath);
  if (home !== homePath) {
    // What was chosen in one home means nothing in another.
    setHome(homePath);
    setSelectedId(null);
    setMarks(noMarks);
    setList((list) => ({ ...list, filters: noFilters }));
  }

  // Typing stays smooth: the list follows the text as fast as it can.
  const wanted = useDeferredValue(filters);
  const minute = useNow();
  const day = new Date(minute).setHours(0, 0, 0, 0);
  const today = useMemo(() => new Date(day), [day]);

  const index = useMemo(() => indexThreads(collection.threads), [collection.threads]);
  const entries = useMemo(() => sortThreads(index, sort), [index, sort]);
  const passing = useMemo(() => filterThreads(entries, wanted, today), [entries, wanted, today]);
  // The counts may come a frame behind the list: they cost more, and nobody reads them while typing.
  const counted = useDeferredValue(wanted);
  const counts = useMemo(() => countFacets(entries, counted, today), [entries, counted, today]);
  const projects = useMemo(() => projectTree(index), [index]);

  // A text that was found in an agent must be seen, so everything is open while one is searched for.
  const isOpen = wanted.text.trim() !== '';
  const rows = useMemo(() => {
    const expanded = (thread: ThreadSummary) => opened.get(thread.id) ?? isOpen;
    return arrangeRows(passing, expanded);
  }, [passing, opened, isOpen]);

  useEffect(() => keep.write({ list: writeListState({ filters, sort }) }), [keep, filters, sort]);

  // The thread of the last run may be gone, or belong to another home.
  const isComplete = collection.phase === 'complete' && !collection.refreshing;
  const isSettled = useRef(false);
  useEffect(() => {
    if (!isComplete || isSettled.current) return;
    isSettled.current = true;
    setSelectedId((id) => (collection.threads.some((thread) => thread.id === id) ? id : null));
  }, [isComplete, collection.threads]);

  const setExpanded = useCallback(
    (threadId: string, expanded: boolean) => setOpened((known) => new Map(known).set(threadId, expanded)),
    [],
  );
  const select = useCallback(
    (threadId: string | null) => {
      setSelectedId(threadId);
      setMarks(noMarks);
      keep.write({ threadId, item: 0, offset: 0 });
      if (threadId === null) return;
      const above = ancestorsOf(index, threadId);
      if (above.length > 0)
        setOpened((known) => new Map([...known, ...above.map((id): [string, boolean] => [id, true])]));
    },
    [index, keep],
  );
  const mark = (threadId: string, how: 'toggle' | 'extend') => {
    setSelectedId(threadId);
    keep.write({ threadId, item: 0, offset: 0 });
    const order = rows.map((row) => row.entry.thread.id);
    const toggled = () => toggleMark(marks, selectedId, threadId);
    setMarks(how === 'toggle' ? toggled() : extendMarks(marks, selectedId, threadId, order));
  };
  const ids = useMemo(() => passing.map((entry) => entry.thread.id), [passing]);
  // What the filters hide is not chosen any more: an edit never reaches what cannot be seen.
  const marked = useMemo(() => ids.filter((id) => marks.ids.has(id)), [ids, marks]);

  const changeFilters = useCallback(
    (change: Partial<Filters>) => setList((list) => ({ ...list, filters: { ...list.filters, ...change } })),
    [],
  );

  const model = {
    collection,
    entries,
    rows,
    shown: passing.length,
    projects,
    counts,
    filters,
    changeFilters,
    clearFilters: () => changeFilters(noFilters),
    sort,
    changeSort: (next: typeof sort) => setList((list) => ({ ...list, sort: next })),
    selectedId,
    select,
    marked,
    mark,
    markAll: () => setMarks({ ids: new Set(ids), anchor: null }),
    clearMarks: () => setMarks(noMarks),
    passing: ids,
    assume,
    setExpanded,
    reload,
  };
  return <ThreadsModelProvider value={model}>{children}</ThreadsModelProvider>;
}
