import type { ThreadSummary } from '../../../contracts/model/thread';
import { StoreError } from '../../errors';
import type { DirectorySnapshot, ThreadDirectory } from '../listing/thread-directory';
import type { DiskCatalog } from '../rollouts/disk-catalog';
import type { RolloutFile } from '../rollouts/catalog';
import type { StateDb, StateReading } from '../state-db/state-db';
import { toThreadRow } from '../state-db/thread-row';
import { fileAt } from '../steps/home-place';
import { selectRows } from '../steps/row-values';
import type { Columns } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import type { ThreadFacts } from './thread-facts';

export interface FactsParts {
  catalog: DiskCatalog;
  directory: ThreadDirectory;
  stateDb: StateDb;
  places: StepPlaces;
  /** The catalog is not looked at again for threads that it knows. */
  isFresh?: boolean;
}

/** Threads as they are; see `PlanSources` for what each answers. */
export interface FactsReader {
  facts(threadId: string): Promise<ThreadFacts>;
  title(threadId: string): string;
  spawnChildren(threadId: string): readonly string[];
}

/**
 * Reads threads for planning: all of them as they are at this moment, their files looked at when one is asked for.
 *
 * @param isApplying rows are read anew from the database, under its lock: whoever holds that is found out before
 *   anything is written
 */
export async function createFactsReader(parts: FactsParts, isApplying: boolean): Promise<FactsReader> {
  const { catalog, directory, stateDb, places } = parts;
  if (!parts.isFresh) await catalog.refresh();
  let [snapshot, reading] = await Promise.all([directory.snapshot(), stateDb.read()]);

  async function lookAgain(): Promise<void> {
    await catalog.refresh();
    [snapshot, reading] = await Promise.all([directory.snapshot(), stateDb.read()]);
  }

  async function found(threadId: string): Promise<NonNullable<ReturnType<DirectorySnapshot['find']>>> {
    if (parts.isFresh && snapshot.find(threadId) === null) await lookAgain();
    const known = snapshot.find(threadId);
    // Reading also finds a file by the id in its name; writing does not go by a name that the content belies.
    if (known?.summary.id === threadId) return known;
    throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
  }

  /** The files as they are now; null when one of them is not where it was. */
  async function present(files: readonly RolloutFile[]): Promise<RolloutFile[] | null> {
    const now: RolloutFile[] = [];
    for (const file of files) {
      const there = await fileAt(places.files, file.file);
      if (there === null) return null;
      now.push({ ...file, size: there.size, mtimeMs: there.mtimeMs });
    }
    return now;
  }

  async function storedRow(threadId: string): Promise<Columns | null> {
    if (!isApplying || reading.state === 'absent') return null;
    return places.databases.write('state', (db) => selectRows(db, 'threads', { id: threadId })[0] ?? null);
  }

  async function facts(threadId: string): Promise<ThreadFacts> {
    let { summary, sources } = await found(threadId);
    let files = await present(sources.files);
    if (files === null) {
      // Archived, brought back or compressed by somebody else a moment ago.
      await lookAgain();
      ({ summary, sources } = await found(threadId));
      files = (await present(sources.files)) ?? [...sources.files];
    }
    const { id, current } = sources;
    const stored = await storedRow(id);
    return {
      threadId: id,
      title: titleOf(summary),
      summary,
      row: isApplying ? stored && toThreadRow(stored) : sources.row,
      stored,
      columns: sources.state?.columns ?? new Set(),
      stateDatabase: stateOf(reading),
      files,
      current: files.find((file) => file.path === current?.path) ?? null,
    };
  }

  const children = new Map<string, string[]>();
  const spawned = reading.state === 'ok' ? reading.snapshot.spawnParents : [];
  for (const [child, parent] of spawned) children.set(parent, [...(children.get(parent) ?? []), child]);
  return {
    facts,
    title: (threadId) => titleOf(snapshot.find(threadId)?.summary),
    // An edge may outlive its thread.
    spawnChildren: (threadId) =>
      (children.get(threadId) ?? []).filter((child) => snapshot.find(child) !== null),
  };
}

function titleOf(summary: ThreadSummary | undefined): string {
  return summary?.name ?? summary?.preview ?? '';
}

/** A database that is locked for the moment is there: what it said last is planned with, and compared later. */
function stateOf(reading: StateReading): ThreadFacts['stateDatabase'] {
  if (reading.state === 'ok' || reading.state === 'absent') return { state: reading.state };
  if (reading.state === 'locked' && reading.last) return { state: 'ok' };
  const { state, code, message } = reading;
  return { state, code, message };
}
