import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Damage } from '../../../contracts/model/record';
import { type FileIdentity, sameIdentity } from '../home/file-identity';
import type { HomeFiles } from '../home/home-files';
import type { IndexedFile, StoredFile } from '../index/index-types';
import type { RolloutIndex } from '../index/rollout-index';
import { mapConcurrent } from '../map-concurrent';
import { AbsentFiles } from './absent-files';
import type { CatalogChange, RolloutCatalog, RolloutFile } from './catalog';
import { readHead } from './read-head';
import { indexedFile, type KnownFile, knownFile } from './rollout-file';
import type { RolloutReader } from './rollout-reader';
import { type FoundRollout, walkRollouts } from './walk-rollouts';

/** The catalog with what only the store itself may do to it. */
export interface DiskCatalog extends RolloutCatalog {
  /** Takes over what a finished scan wrote into the index. */
  scanned(file: RolloutFile, stored: StoredFile): void;
  /** Folders and files that the last pass could not look at. */
  obstacles(): readonly Damage[];
  /** Folders that the last pass read, absolute. */
  directories(): readonly string[];
  /** Forgets its listeners; a pass under way ends early. */
  close(): void;
}

type ScanFacts = Pick<StoredFile, 'scanned' | 'turnCount'>;

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
  let gathered: string[] = [];
  let gathering: NodeJS.Timeout | undefined;

  for (const stored of index.files()) put(stored, stored);

  function put(stored: IndexedFile, scan: ScanFacts): string[] {
    const entry = knownFile(home.root, stored, scan);
    if (!entry) return [];
    const before = known.get(stored.path)?.file.threadId ?? entry.file.threadId;
    known.set(stored.path, entry);
    view = null;
    return [before, entry.file.threadId];
  }

  function tell(threadIds: Iterable<string>): void {
    const changed = [...new Set(threadIds)];
    if (changed.length === 0) return;
    for (const listener of listeners) listener({ threadIds: changed });
  }

  function current(): View {
    view ??= viewOf(known.values());
    return view;
  }

  async function pass(): Promise<void> {
    const walk = await walkRollouts(home);
    directories = walk.directories;
    unreadable = walk.obstacles.map(({ path, message }) => obstacleDamage(home.relative(path), message));
    const changed = forgetAllBut(new Set(walk.found.map((found) => home.relative(found.path))));
    const headless: FoundRollout[] = [];
    const kept: IndexedFile[] = [];
    for (const found of walk.found) {
      const { identity } = found;
      const path = home.relative(found.path);
      const here = known.get(path);
      const old = here ?? absent.take({ path, inode: identity.inode, rolloutId: found.name.rolloutId });
      if (here && sameIdentity(here.identity, identity)) continue;
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
      headless.push(found);
    }
    index.saveFiles(kept);
    tell(changed);

    headless.sort((a, b) => b.name.timeMs - a.name.timeMs);
    for (let at = 0; at < headless.length && !closed; at += batchSize) {
      await readHeads(headless.slice(at, at + batchSize));
      await yieldToOthers();
    }
    // When nothing at all was found the home itself is away; what the index knows of it is kept.
    if (walk.found.length > 0 && !closed) {
      index.removeFiles(absent.paths());
      absent.clear();
    }
  }

  function forgetAllBut(there: ReadonlySet<string>): string[] {
    const gone = [...known].filter(([path]) => !there.has(path));
    for (const [path, entry] of gone) {
      known.delete(path);
      absent.add(entry);
      view = null;
    }
    return gone.map(([, { file }]) => file.threadId);
  }

  async function readHeads(batch: readonly FoundRollout[]): Promise<void> {
    const entries = await mapConcurrent(batch, headsAtOnce, async (found): Promise<IndexedFile> => {
      const path = home.relative(found.path);
      const head = await readHead(reader, { path: found.path, file: path, rolloutId: found.name.rolloutId });
      return { path, identity: found.identity, headRead: true, ...head };
    });
    if (closed) return;
    index.saveFiles(entries);
    tell(entries.flatMap((entry) => put(entry, known.get(entry.path)?.file ?? neverScanned)));
  }

  function run(): Promise<void> {
    running = pass().finally(() => {
      running = null;
    });
    return running;
  }

  async function runAfter(pass: Promise<void>): Promise<void> {
    await pass.catch(() => {});
    queued = null;
    await run();
  }

  function refresh(): Promise<void> {
    // A pass under way may have gone past what the caller means: one more follows it.
    if (running) return (queued ??= runAfter(running));
    const pass = run();
    first ??= pass;
    return pass;
  }

  return {
    files: () => current().files,
    ofThread: (threadId) => current().byThread.get(threadId) ?? [],
    byRolloutId: (rolloutId) => current().byRollout.get(rolloutId) ?? null,
    refresh,
    settled: () => first ?? refresh(),
    get refreshing() {
      return running !== null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
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
