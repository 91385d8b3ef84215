import type { SourceKind, ThreadSummary } from '../../../contracts/model/thread';
import { sourceKindsOf } from '../../../history/thread-metadata-source';
import { StoreError } from '../../errors';
import { type ListableThread, orderThreads, pageThreads } from '../../slicing/page-threads';
import type { ListThreadsParams, ReadThreadParams, SortKey, ThreadPage } from '../../types';
import type { NameIndex, Names } from '../name-index/name-index';
import type { RolloutCatalog, RolloutFile } from '../rollouts/catalog';
import type { StateDb, StateReading } from '../state-db/state-db';
import type { StateSnapshot } from '../state-db/state-snapshot';
import type { TurnCounts } from '../threads/turn-counts';
import { baseFiles } from './base-files';
import { composeThread, type ThreadSources } from './compose-thread';
import { currentFile } from './current-file';

/** All threads of a home, put together from rollouts, state database and names. */
export interface ThreadDirectory {
  /** A page of the list. `invalid_request` for a bad cursor. */
  list(params: ListThreadsParams): Promise<ThreadPage>;
  /**
   * One thread's metadata, as in the list, and the file that it goes on in: null when only a row is left.
   * `thread_not_found` when nothing holds the id, `invalid_request` for an archived one that was not asked for.
   */
  read(params: ReadThreadParams): Promise<{ summary: ThreadSummary; current: RolloutFile | null }>;
  /** All threads as they are at this moment, to be asked for one after the other. */
  snapshot(): Promise<DirectorySnapshot>;
}

/** What is known of each thread; does not change any more. */
export interface DirectorySnapshot {
  /** By id, as `read` finds it; null when nothing holds the id. */
  find(threadId: string): { summary: ThreadSummary; sources: ThreadSources } | null;
}

export interface DirectorySources {
  catalog: RolloutCatalog;
  stateDb: StateDb;
  names: NameIndex;
  turnCounts: Pick<TurnCounts, 'of' | 'onChange'>;
  /** Provider of threads that name none. */
  defaultProvider: string;
}

/** One thread with what it was made of: the same sources give the same thread. */
interface Entry extends ListableThread {
  sources: ThreadSources;
}

interface Merged {
  entries: Map<string, Entry>;
  ordered: Map<SortKey, readonly Entry[]>;
  state: StateSnapshot | null;
  names: Names;
}

export function createThreadDirectory(from: DirectorySources): ThreadDirectory {
  const { catalog, stateDb, names: index, turnCounts, defaultProvider } = from;
  let merged: Merged | null = null;
  let filesChanged = false;
  const noteChange = () => {
    filesChanged = true;
  };
  catalog.onChange(noteChange);
  turnCounts.onChange(noteChange);

  async function current(): Promise<Merged> {
    const [reading, { names }] = await Promise.all([stateDb.read(), index.read()]);
    const state = snapshotOf(reading);
    if (!merged || filesChanged || merged.state !== state || merged.names !== names) {
      filesChanged = false;
      merged = merge(state, names, merged);
    }
    return merged;
  }

  /** Threads whose sources did not change keep their entry. */
  function merge(state: StateSnapshot | null, names: Names, old: Merged | null): Merged {
    const entries = new Map<string, Entry>();
    const byThread = groupByThread(catalog.files());
    const comparable = old !== null && sameContext(old.state, state);
    for (const id of new Set([...byThread.keys(), ...(state?.rows.keys() ?? [])])) {
      const files = byThread.get(id) ?? [];
      const row = state?.rows.get(id) ?? null;
      const indexed = names.get(id) ?? null;
      const before = comparable ? old.entries.get(id) : undefined;
      const same = before?.sources.row === row && sameItems(before.sources.files, files) ? before : null;
      const last = same ? same.sources.current : currentFile(files, row);
      const bases = baseFiles(last, catalog);
      const turnCount = turnCountOf(id, files, last, bases);
      const unchanged =
        same?.sources.indexed === indexed &&
        same.sources.turnCount === turnCount &&
        sameItems(same.sources.bases, bases);
      const sources = { id, files, current: last, bases, turnCount, row, indexed, state, defaultProvider };
      entries.set(id, unchanged ? same : entryOf(sources));
    }
    return { entries, ordered: new Map(), state, names };
  }

  /** One file alone tells it, unless that file continues another. */
  function turnCountOf(
    id: string,
    files: readonly RolloutFile[],
    last: RolloutFile | null,
    bases: readonly RolloutFile[],
  ): number | null {
    if (!last?.head?.historyBase) return last?.turnCount ?? null;
    return turnCounts.of({ id, current: last, files, bases });
  }

  return {
    async list(params) {
      const all = await current();
      return { ...pageThreads((key) => orderedBy(all, key), params), refreshing: catalog.refreshing };
    },
    async snapshot() {
      const { entries } = await current();
      return { find: (threadId) => find(entries, threadId) ?? null };
    },
    async read({ threadId, includeArchived }) {
      const entry = find((await current()).entries, threadId);
      if (!entry) {
        throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
      }
      if (entry.summary.archived && !includeArchived) {
        throw new StoreError('invalid_request', `thread ${threadId} is archived`);
      }
      return { summary: entry.summary, current: entry.sources.current };
    },
  };
}

function entryOf(sources: ThreadSources): Entry {
  const summary = composeThread(sources);
  const kinds: SourceKind[] = sourceKindsOf(summary.source);
  return { summary, title: sources.row?.title ?? '', kinds, sources };
}

/** By id, else by the id in a file's name: somebody may have renamed the file, and Codex finds it by either. */
function find(entries: Map<string, Entry>, threadId: string): Entry | undefined {
  const entry = entries.get(threadId);
  if (entry) return entry;
  for (const other of entries.values()) {
    if (other.sources.files.some((file) => file.nameThreadId === threadId)) return other;
  }
  return undefined;
}

function orderedBy(all: Merged, key: SortKey): readonly Entry[] {
  const ordered = all.ordered.get(key) ?? orderThreads(all.entries.values(), key);
  all.ordered.set(key, ordered);
  return ordered;
}

function snapshotOf(reading: StateReading): StateSnapshot | null {
  if (reading.state === 'ok') return reading.snapshot;
  return reading.state === 'absent' ? null : reading.last;
}

function groupByThread(files: readonly RolloutFile[]): Map<string, RolloutFile[]> {
  const groups = new Map<string, RolloutFile[]>();
  for (const file of files) {
    const group = groups.get(file.threadId);
    if (group) group.push(file);
    else groups.set(file.threadId, [file]);
  }
  return groups;
}

/** Whether everything of the database but the rows is as it was. */
function sameContext(a: StateSnapshot | null, b: StateSnapshot | null): boolean {
  return a?.columns === b?.columns && a?.sections === b?.sections && a?.spawnParents === b?.spawnParents;
}

function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
