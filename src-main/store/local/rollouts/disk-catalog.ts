import { dirname, join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Damage } from '../../../contracts/model/record';
import { type FileIdentity, sameIdentity } from '../home/file-identity';
import type { HomeFiles } from '../home/home-files';
import type { IndexedFile, StoredFile } from '../index/index-types';
import type { RolloutIndex } from '../index/rollout-index';
import { mapConcurrent } from '../map-concurrent';
import { signal } from '../signal';
import { AbsentFiles } from './absent-files';
import type { CatalogChange, RolloutCatalog, RolloutFile } from './catalog';
import { readHead } from './read-head';
import { indexedFile, type KnownFile, knownFile } from './rollout-file';
import type { RolloutReader } from './rollout-reader';
import { type FoundRollout, type Obstacle, walkFolders, walkRollouts } from './walk-rollouts';

/** The catalog with what only the store itself may do to it. */
export interface DiskCatalog extends RolloutCatalog {
  /** Like `refresh`, but only for these folders, absolute. For what a watcher saw. */
  refreshFolders(folders: readonly string[]): Promise<void>;
  /** The present entry of a file, its head read now if it was not yet. */
  look(file: RolloutFile): Promise<RolloutFile>;
  /** Takes over what a finished scan wrote into the index. */
  scanned(file: RolloutFile, stored: StoredFile): void;
  /** Folders and files that the last pass could not look at. */
  obstacles(): readonly Damage[];
  /** Folders that the last pass read, absolute. */
  directories(): readonly string[];
  /** Forgets its listeners; a pass under way ends early. */
  close(): void;
}

/** A file whose first records are to be read. */
interface Headless {
  path: string;
  rolloutId: string;
  identity: FileIdentity;
}

type ScanFacts = Pick<StoredFile, 'scanned' | 'turnCount'>;

/** Files compared between two turns of the event loop. */
const takenAtOnce = 500;
const headsAtOnce = 8;
/** Heads read between two publications: a first look at a big home fills the list step by step. */
const batchSize = 256;
/** Scans in the background finish by the hundred: their news is gathered. */
const gatherMs = 200;

export function createDiskCatalog(home: HomeFiles, reader: RolloutReader, index: RolloutIndex): DiskCatalog {
  const known = new Map<string, KnownFile>();
  const absent = new AbsentFiles();
  const listeners = new Set<(change: CatalogChange) => void>();
  let view: View | null = null;
  let unreadable: Damage[] = [];
  let directories: string[] = [];
  let closed = false;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let first: Promise<void> | null = null;
  const listed = signal();
  let gathered: string[] = [];
  let gathering: NodeJS.Timeout | undefined;

  for (const stored of index.files()) put(stored, stored);

  function put(stored: IndexedFile, scan: ScanFacts): string[] {
    const entry = knownFile(home.root, stored, scan);
    if (!entry) return [];
    const before = known.get(stored.path)?.file.threadId ?? entry.file.threadId;
    known.set(stored.path, entry);
    return [before, entry.file.threadId];
  }

  function tell(threadIds: Iterable<string>): void {
    const changed = [...new Set(threadIds)];
    if (changed.length === 0) return;
    // The list is put together anew once per news, not for each of the scans that the news gathers.
    view = null;
    for (const listener of listeners) listener({ threadIds: changed });
  }

  function current(): View {
    view ??= viewOf(known.values());
    return view;
  }

  async function fullPass(): Promise<void> {
    const walk = await walkRollouts(home);
    directories = walk.directories;
    const isNews = takeObstacles(walk.obstacles, () => true);
    await takeOver(walk.found, () => true);
    if (isNews) tellAll();
    // When nothing at all was found the home itself is away; what the index knows of it is kept.
    if (walk.found.length > 0 && !closed) {
      index.removeFiles(absent.paths());
      absent.clear();
    }
  }

  async function folderPass(folders: readonly string[]): Promise<void> {
    const scope = new Set(folders);
    const walk = await walkFolders(home, folders, new Set(directories));
    if (!walk) return fullPass();
    const isNews = takeObstacles(walk.obstacles, (path) => scope.has(dirname(path)));
    await takeOver(walk.found, (file) => scope.has(dirname(file.path)));
    if (isNews) tellAll();
  }

  /** Replaces the obstacles that a look could have met; false when they are as they were. */
  function takeObstacles(met: readonly Obstacle[], isInScope: (path: string) => boolean): boolean {
    const kept = unreadable.filter(({ file }) => !isInScope(join(home.root, file)));
    const now = met.map(({ path, message }) => obstacleDamage(home.relative(path), message));
    const before = unreadable;
    unreadable = [...kept, ...now].sort((a, b) => (a.file < b.file ? -1 : 1));
    return !isDeepStrictEqual(before, unreadable);
  }

  /** What lies behind an obstacle is not known: anything may have changed. */
  function tellAll(): void {
    for (const listener of listeners) listener({ threadIds: null });
  }

  /** Compares what was found with what is known, of the files that the look could have found. */
  async function takeOver(
    foundFiles: readonly FoundRollout[],
    isInScope: (file: RolloutFile) => boolean,
  ): Promise<void> {
    const changed = forgetAllBut(new Set(foundFiles.map((found) => home.relative(found.path))), isInScope);
    const headless: (Headless & { timeMs: number })[] = [];
    const kept: IndexedFile[] = [];
    for (const [i, found] of foundFiles.entries()) {
      if (i % takenAtOnce === takenAtOnce - 1) await yieldToOthers();
      const { identity } = found;
      const path = home.relative(found.path);
      const here = known.get(path);
      const old = here ?? absent.take({ path, inode: identity.inode, rolloutId: found.name.rolloutId });
      if (here && sameIdentity(here.identity, identity)) {
        // What could not be read may be readable now.
        if (isUnreadable(here.file)) headless.push({ path: found.path, identity, ...found.name });
        continue;
      }
      if (!old) changed.push(...put(unread(path, identity), neverScanned));
      else {
        if (!here && old.file.file !== path) index.renameFile(old.file.file, path);
        const scanned = old.file.scanned && sameIdentity(old.identity, identity);
        const headRead = !needsHead(old, identity);
        const entry = { ...indexedFile(old), path, identity, headRead };
        changed.push(...put(entry, { scanned, turnCount: old.file.turnCount }));
        kept.push(entry);
        if (headRead) continue;
      }
      headless.push({ path: found.path, identity, ...found.name });
    }
    index.saveFiles(kept);
    listed.resolve();
    tell(changed);

    headless.sort((a, b) => b.timeMs - a.timeMs);
    for (let at = 0; at < headless.length && !closed; at += batchSize) {
      await readHeads(headless.slice(at, at + batchSize));
      await yieldToOthers();
    }
  }

  function forgetAllBut(there: ReadonlySet<string>, isInScope: (file: RolloutFile) => boolean): string[] {
    const gone = [...known].filter(([path, { file }]) => !there.has(path) && isInScope(file));
    for (const [path, entry] of gone) {
      known.delete(path);
      absent.add(entry);
    }
    return gone.map(([, { file }]) => file.threadId);
  }

  async function readHeads(batch: readonly Headless[]): Promise<void> {
    const entries = await mapConcurrent(batch, headsAtOnce, async (found): Promise<IndexedFile> => {
      const path = home.relative(found.path);
      const head = await readHead(reader, { path: found.path, file: path, rolloutId: found.rolloutId });
      return { path, identity: found.identity, headRead: true, ...head };
    });
    if (closed) return;
    // A file that still cannot be read is no news, and what was known of it stays.
    const news = entries.filter((entry) => {
      const old = known.get(entry.path);
      return !(old && isUnreadable(old.file) && isUnreadable(entry));
    });
    index.saveFiles(news);
    tell(news.flatMap((entry) => put(entry, known.get(entry.path)?.file ?? neverScanned)));
  }

  function run(pass: Promise<void>): Promise<void> {
    running = pass.finally(() => {
      running = null;
    });
    return running;
  }

  async function runAfter(pass: Promise<void>): Promise<void> {
    await pass.catch(() => {});
    queued = null;
    await run(fullPass());
  }

  function refresh(): Promise<void> {
    // A pass under way may have gone past what the caller means: one more follows it.
    if (running) return (queued ??= runAfter(running));
    const pass = run(fullPass());
    first ??= pass;
    return pass;
  }

  return {
    files: () => current().files,
    ofThread: (threadId) => current().byThread.get(threadId) ?? [],
    byRolloutId: (rolloutId) => current().byRollout.get(rolloutId) ?? null,
    refresh,
    refreshFolders: (folders) => (running || !first ? refresh() : run(folderPass(folders))),
    async listed() {
      await Promise.race([listed.promise, first ?? refresh()]);
    },
    settled: () => first ?? refresh(),
    get refreshing() {
      return running !== null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async look(file) {
      const entry = known.get(file.file);
      if (!entry || entry.file.headRead) return entry?.file ?? file;
      await readHeads([{ path: file.path, rolloutId: file.rolloutId, identity: entry.identity }]);
      return known.get(file.file)?.file ?? file;
    },
    scanned(file, stored) {
      // A file that was moved or replaced while it was scanned is the next pass's business.
      if (known.get(stored.path)?.file.path !== file.path) return;
      gathered.push(...put(stored, stored));
      gathering ??= setTimeout(() => {
        gathering = undefined;
        const news = gathered;
        gathered = [];
        tell(news);
      }, gatherMs).unref();
    },
    obstacles: () => unreadable,
    directories: () => directories,
    close() {
      closed = true;
      clearTimeout(gathering);
      listeners.clear();
    },
  };
}

const neverScanned: ScanFacts = { scanned: false, turnCount: null };

function unread(path: string, identity: FileIdentity): IndexedFile {
  return { path, identity, head: null, headRecord: null, metadata: null, headRead: false, damage: [] };
}

function isUnreadable({ headRead, damage }: Pick<RolloutFile, 'headRead' | 'damage'>): boolean {
  return headRead && damage.some(({ reason }) => reason === 'unreadable');
}

/** Appending changes no head, unless the head was incomplete. */
function needsHead({ file, identity }: KnownFile, now: FileIdentity): boolean {
  if (sameIdentity(identity, now)) return !file.headRead;
  return identity.inode !== now.inode || now.size < identity.size || !file.head || !file.metadata?.preview;
}

interface View {
  files: readonly RolloutFile[];
  byThread: Map<string, readonly RolloutFile[]>;
  byRollout: Map<string, RolloutFile>;
}

function viewOf(known: Iterable<KnownFile>): View {
  const files = Array.from(known, ({ file }) => file).sort(
    (a, b) => a.nameTimeMs - b.nameTimeMs || (a.path < b.path ? -1 : 1),
  );
  const byThread = new Map<string, RolloutFile[]>();
  const byRollout = new Map<string, RolloutFile>();
  for (const file of files) {
    const own = byThread.get(file.threadId);
    if (own) own.push(file);
    else byThread.set(file.threadId, [file]);
    const other = byRollout.get(file.rolloutId);
    if (!other || (other.archived && !file.archived)) byRollout.set(file.rolloutId, file);
  }
  return { files, byThread, byRollout };
}

function obstacleDamage(file: string, message: string): Damage {
  return { file, rolloutId: null, line: null, offset: 0, length: 0, reason: 'unreadable', message };
}
