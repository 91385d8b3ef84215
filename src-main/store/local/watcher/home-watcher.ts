import type { FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from '../classify-error';
import type { HomeFiles } from '../home/home-files';
import type { DiskCatalog } from '../rollouts/disk-catalog';

export interface HomeWatcherParts {
  home: HomeFiles;
  catalog: DiskCatalog;
  /** Folders beside the rollouts whose files matter: the home itself and where the databases lie. */
  besides: readonly string[];
  /** Something changed in one of `besides`. */
  onBeside(): void;
  /** Folders of files that are looked at right now: they are looked at often even if no event comes. */
  hot(): readonly string[];
  /** For what goes wrong while looking; file-system errors are not among it. */
  onError(error: unknown): void;
}

export interface HomeWatcher {
  /** True when not every folder can be watched and polling has to do. */
  readonly degraded: boolean;
  /** Folders that are watched now, for tests and diagnostics. */
  readonly watched: readonly string[];
  close(): void;
}

/** Events come in bursts; the last one of a burst counts, but nobody waits longer than `latestMs`. */
const settleMs = 80;
const latestMs = 400;
/** Network file systems tell nothing of what other machines write. */
const hotMs = 2000;
const pollMs = 60_000;
const degradedPollMs = 5000;

/**
 * Keeps the catalog up to date: one watch per folder, never a recursive one, because those watch every file
 * (quality.md 3.8). Where the system has no more watches to give, polling takes over.
 */
export function createHomeWatcher(parts: HomeWatcherParts): HomeWatcher {
  const { home, catalog, besides } = parts;
  const watches = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let firstChange = 0;
  let settling: NodeJS.Timeout | undefined;
  let polling: NodeJS.Timeout | undefined;
  let degraded = false;
  let closed = false;

  function onChange(folder: string): void {
    if (changed.size === 0) firstChange = Date.now();
    changed.add(folder);
    const wait = Math.min(settleMs, Math.max(0, firstChange + latestMs - Date.now()));
    clearTimeout(settling);
    settling = setTimeout(() => run(lookAtChanged), wait).unref();
  }

  async function lookAtChanged(): Promise<void> {
    const folders = [...changed];
    changed.clear();
    if (folders.some((folder) => besides.includes(folder))) parts.onBeside();
    const known = new Set(catalog.directories());
    const rollouts = folders.filter((folder) => known.has(folder));
    // A tree that was not there before shows itself as a change of the home.
    const isComplete = folders.every((folder) => known.has(folder) || besides.includes(folder));
    if (isComplete && rollouts.length === 0 && known.size > 0) return;
    await (isComplete && known.size > 0 ? catalog.refreshFolders(rollouts) : catalog.refresh());
    reconcile();
  }

  /** Watches what the catalog reads now and nothing else. */
  function reconcile(): void {
    if (closed) return;
    const wanted = new Set([...besides, ...catalog.directories()]);
    for (const [folder, watch] of watches) {
      if (wanted.has(folder)) continue;
      watch.close();
      watches.delete(folder);
    }
    degraded = false;
    for (const folder of wanted) if (!watches.has(folder)) watchFolder(folder);
    schedulePoll();
  }

  function watchFolder(folder: string): void {
    try {
      const watch = home.watch(folder, () => onChange(folder));
      watch.on('error', () => {
        watch.close();
        watches.delete(folder);
        onChange(dirname(folder));
      });
      watches.set(folder, watch);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === null) throw error;
      // A folder that is gone needs no watch; for one that cannot be watched, polling has to do.
      if (errno !== 'ENOENT' && errno !== 'ENOTDIR') degraded = true;
    }
  }

  function schedulePoll(): void {
    clearTimeout(polling);
    polling = setTimeout(() => run(poll), degraded ? degradedPollMs : pollMs).unref();
  }

  async function poll(): Promise<void> {
    parts.onBeside();
    await catalog.refresh();
    reconcile();
  }

  async function lookAtHot(): Promise<void> {
    parts.onBeside();
    const known = new Set(catalog.directories());
    // A home that is not there, or has no threads yet, cannot be watched for its first one.
    if (known.size === 0) await catalog.refresh();
    else {
      const folders = parts.hot().filter((folder) => known.has(folder));
      if (folders.length > 0) await catalog.refreshFolders(folders);
    }
    if (watches.size !== besides.length + known.size) reconcile();
  }

  function run(work: () => Promise<void>): void {
    if (!closed) work().catch(parts.onError);
  }

  const hot = setInterval(() => run(lookAtHot), hotMs).unref();
  run(async () => {
    await catalog.settled();
    reconcile();
  });

  return {
    get degraded() {
      return degraded;
    },
    get watched() {
      return [...watches.keys()];
    },
    close() {
      closed = true;
      clearTimeout(settling);
      clearTimeout(polling);
      clearInterval(hot);
      for (const watch of watches.values()) watch.close();
      watches.clear();
    },
  };
}
