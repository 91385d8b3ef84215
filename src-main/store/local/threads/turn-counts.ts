import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutCatalog, RolloutFile } from '../rollouts/catalog';
import type { ScanGate } from '../scan/scan-gate';
import { involvedFiles } from './involved-files';
import { ThreadViews } from './thread-view';

/** A thread whose history begins in another file, and the files that its turns come from. */
export interface CountedThread {
  id: string;
  current: RolloutFile;
  files: readonly RolloutFile[];
  /** Files that the current one continues, nearest first. */
  bases: readonly RolloutFile[];
}

/**
 * Counts turns for the list where one file alone does not tell: of a base only what lies before the cut counts.
 *
 * The counting reads all turns of these files from the index. A list must not wait for that, so it is done behind
 * the list, and told.
 */
export interface TurnCounts {
  /** Turns in the model's view; null until all files were scanned and counted. The number before a change stays. */
  of(thread: CountedThread): number | null;
  /** Resolves when everything is counted that was asked for and can be counted. */
  settled(): Promise<void>;
  onChange(listener: (threadIds: string[]) => void): () => void;
  close(): void;
}

export interface TurnCountParts {
  catalog: Pick<RolloutCatalog, 'ofThread' | 'byRolloutId'>;
  index: RolloutIndex;
  gate: ScanGate;
  onError(error: unknown): void;
}

interface Counted {
  thread: CountedThread;
  count: number;
}

/** Numbers are gathered for so long before they are told, in ms. */
const gatherMs = 200;

export function createTurnCounts({ catalog, index, gate, onError }: TurnCountParts): TurnCounts {
  const known = new Map<string, Counted>();
  const waiting = new Map<string, CountedThread>();
  const listeners = new Set<(threadIds: string[]) => void>();
  let working: Promise<void> | null = null;
  let awaited = 0;
  let closed = false;

  const priority = () => (awaited > 0 ? 'foreground' : 'background');

  function start(): void {
    working ??= work()
      .catch(onError)
      .finally(() => {
        working = null;
        // Asked for in the moment between the last count and this one.
        if (waiting.size > 0 && !closed) start();
      });
  }

  async function work(): Promise<void> {
    // Those who ask at the same time are counted together.
    await gate.pass(priority);
    while (waiting.size > 0 && !closed) {
      // Forks of one thread one after the other: they share its turns, which are read once.
      const threads = [...waiting.values()].sort((a, b) => (rootOf(a) < rootOf(b) ? -1 : 1));
      waiting.clear();
      await countAll(threads);
    }
  }

  async function countAll(threads: readonly CountedThread[]): Promise<void> {
    let news: string[] = [];
    let told = performance.now();
    let views = new ThreadViews(index);
    for (const [i, thread] of threads.entries()) {
      await gate.pass(priority);
      if (closed) return;
      const before = threads[i - 1];
      if (before && rootOf(before) !== rootOf(thread)) views = new ThreadViews(index);
      const { complete, composed } = views.view(involvedFiles(thread.id, thread.current, catalog));
      // A file that is growing again: its next scan asks anew.
      if (!complete) continue;
      known.set(thread.id, { thread, count: composed.shown.length });
      news.push(thread.id);
      if (performance.now() - told < gatherMs) continue;
      tell(news);
      news = [];
      told = performance.now();
    }
    tell(news);
  }

  function tell(threadIds: string[]): void {
    if (threadIds.length === 0) return;
    for (const listener of listeners) listener(threadIds);
  }

  return {
    of(thread) {
      const counted = known.get(thread.id);
      if (counted && isSame(counted.thread, thread)) return counted.count;
      if ([...thread.files, ...thread.bases].every((file) => file.scanned) && !closed) {
        waiting.set(thread.id, thread);
        start();
      }
      return counted?.thread.current.rolloutId === thread.current.rolloutId ? counted.count : null;
    },
    async settled() {
      awaited += 1;
      // The work may be standing aside for the very call that now waits for it.
      gate.release();
      while (working) await working;
      awaited -= 1;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      listeners.clear();
      waiting.clear();
    },
  };
}

/** Path of the oldest file that the thread begins with. */
function rootOf({ current, bases }: CountedThread): string {
  return (bases.at(-1) ?? current).file;
}

/** The same entries of the catalog are the same files in the same state. */
function isSame(a: CountedThread, b: CountedThread): boolean {
  const [was, is] = [a, b].map(({ current, files, bases }) => [current, ...files, ...bases]);
  return was?.length === is?.length && Boolean(was?.every((file, at) => file === is?.[at]));
}
