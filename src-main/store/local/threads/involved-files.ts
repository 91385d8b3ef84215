import { type LineageFile, resolveLineage } from '../../../history/lineage';
import type { RolloutCatalog, RolloutFile } from '../rollouts/catalog';

/** The files behind one thread. */
export interface InvolvedFiles {
  threadId: string;
  current: RolloutFile;
  /** The thread's own files, oldest first. */
  own: RolloutFile[];
  /** Own and inherited ones, in the order in which the flat item list goes through them. */
  all: RolloutFile[];
  find(rolloutId: string): RolloutFile | undefined;
}

/**
 * Follows a thread's files through their bases. Only paginated threads have more than one file of their own; of
 * two copies of one file the current one, else the active one counts.
 */
export function involvedFiles(
  threadId: string,
  current: RolloutFile,
  catalog: Pick<RolloutCatalog, 'ofThread' | 'byRolloutId'>,
): InvolvedFiles {
  const own = new Map<string, RolloutFile>();
  if (current.head?.dialect === 'paginated') {
    for (const file of catalog.ofThread(threadId)) {
      const other = own.get(file.rolloutId);
      if (file.head && (!other || (other.archived && !file.archived))) own.set(file.rolloutId, file);
    }
  }
  own.set(current.rolloutId, current);
  const find = (rolloutId: string): RolloutFile | undefined =>
    own.get(rolloutId) ?? catalog.byRolloutId(rolloutId) ?? undefined;
  const findLineage = (rolloutId: string): LineageFile | undefined => {
    const file = find(rolloutId);
    return file && lineageFile(file);
  };

  const ordered = [...own.values()].sort((a, b) => (fileName(a) < fileName(b) ? -1 : 1));
  const all = new Map<string, RolloutFile>();
  for (const file of ordered) {
    for (const segment of resolveLineage(lineageFile(file), findLineage).segments) {
      const found = find(segment.file.rolloutId);
      if (found && !own.has(found.rolloutId)) all.set(found.rolloutId, found);
    }
  }
  for (const file of ordered) all.set(file.rolloutId, file);
  return { threadId, current, own: ordered, all: [...all.values()], find };
}

/** A file as its lineage needs it. @param size decoded bytes, when known */
export function lineageFile(file: RolloutFile, size: number | null = null): LineageFile {
  const { rolloutId, threadId, headRecord } = file;
  const head = file.head ?? { threadId, historyBase: null, writtenAt: null, attached: false };
  return { rolloutId, size, head, headRecord };
}

/** Names start with the time; two files of one second are told apart by their later id. */
function fileName(file: RolloutFile): string {
  return file.logicalPath.slice(file.logicalPath.lastIndexOf('rollout-'));
}
