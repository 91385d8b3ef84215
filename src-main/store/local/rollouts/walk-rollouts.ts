import type { Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { describeFileError, errnoOf } from '../classify-error';
import type { FileIdentity } from '../home/file-identity';
import type { HomeFiles } from '../home/home-files';
import { mapConcurrent } from '../map-concurrent';
import { parseRolloutName, type RolloutName } from './rollout-name';

export interface FoundRollout {
  path: string;
  name: RolloutName;
  archived: boolean;
  identity: FileIdentity;
}

/** A file named like a rollout, or a folder, that could not be looked at. */
export interface Obstacle {
  path: string;
  message: string;
}

export interface Walk {
  /** Every file once, active ones first. */
  found: FoundRollout[];
  obstacles: Obstacle[];
  /** Every folder that was read: what a watcher has to watch. */
  directories: string[];
}

type Candidate = Omit<FoundRollout, 'identity'>;

interface Directory {
  path: string;
  /** Where it really is; the same folder is read once, however many links lead there. */
  real: string;
  archived: boolean;
}

const maxOpen = 32;
/** Codex nests three deep; deeper trees are somebody's backup, and links cannot make them endless. */
const maxDepth = 12;

/**
 * All rollout files in `sessions` and `archived_sessions`, at any depth in both: Codex keeps the one by
 * date and the other flat, people's own scripts do otherwise.
 *
 * A plain file hides its `.zst` sibling (formats.md 1.3), one inode counts once, links count when they
 * stay inside the home, and nothing but regular files is ever opened (S-41).
 */
export async function walkRollouts(home: HomeFiles): Promise<Walk> {
  const walk: Walk = { found: [], obstacles: [], directories: [] };
  const seen = new Set<string>();
  const links: { path: string; archived: boolean }[] = [];
  let candidates: Candidate[] = [];

  function obstacle(path: string, error: unknown): void {
    // What vanished between two looks is simply not there.
    if (errnoOf(error) !== 'ENOENT') walk.obstacles.push({ path, message: describeFileError(error) });
  }

  async function readDirectory(directory: Directory): Promise<Directory[]> {
    let entries: Dirent[];
    try {
      entries = await home.list(directory.path);
    } catch (error) {
      obstacle(directory.path, error);
      return [];
    }
    walk.directories.push(directory.path);
    const below: Directory[] = [];
    for (const entry of entries) {
      const path = join(directory.path, entry.name);
      const { archived } = directory;
      const name = parseRolloutName(entry.name);
      if (entry.isSymbolicLink()) links.push({ path, archived });
      else if (name && entry.isFile()) candidates.push({ path, name, archived });
      else if (name) walk.obstacles.push({ path, message: 'Named like a rollout, but not a regular file.' });
      else if (entry.isDirectory()) below.push({ path, real: join(directory.real, entry.name), archived });
    }
    return below;
  }

  async function readTree(root: Directory): Promise<void> {
    let level = [root];
    for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
      const fresh = level.filter((directory) => !seen.has(directory.real));
      for (const directory of fresh) seen.add(directory.real);
      level = (await mapConcurrent(fresh, maxOpen, readDirectory)).flat();
    }
  }

  for (const tree of ['sessions', 'archived_sessions']) {
    const path = join(home.root, tree);
    const real = await home.follow(path).catch((error: unknown) => obstacle(path, error));
    if (real?.kind === 'directory') {
      await readTree({ path, real: real.path, archived: tree === 'archived_sessions' });
    }
  }
  walk.found = await identifyAll(home, candidates, obstacle);
  // Links come last, so that a file is known by its own path rather than by a link to it.
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const { path, archived } = link;
    const name = parseRolloutName(basename(path));
    try {
      const target = await home.follow(path);
      if (target.kind === 'directory') {
        candidates = [];
        await readTree({ path, real: target.path, archived });
        walk.found.push(...(await identifyAll(home, candidates, obstacle)));
      } else if (name && target.kind === 'file') {
        walk.found.push({ path, name, archived, identity: target.identity });
      }
    } catch (error) {
      obstacle(path, error);
    }
  }
  walk.found = onceEach(walk.found);
  return walk;
}

async function identifyAll(
  home: HomeFiles,
  candidates: readonly Candidate[],
  obstacle: (path: string, error: unknown) => void,
): Promise<FoundRollout[]> {
  const found = await mapConcurrent(candidates, maxOpen, async (candidate) => {
    try {
      const identity = await home.identify(candidate.path);
      return identity && { ...candidate, identity };
    } catch (error) {
      obstacle(candidate.path, error);
      return null;
    }
  });
  return found
    .filter((file) => file !== null)
    .sort((a, b) => Number(a.archived) - Number(b.archived) || (a.path < b.path ? -1 : 1));
}

/** Without files whose plain sibling exists and without second names of the same inode. */
function onceEach(found: readonly FoundRollout[]): FoundRollout[] {
  const plain = new Set(found.filter((file) => !file.name.compressed).map((file) => file.path));
  const inodes = new Set<string>();
  return found.filter(({ path, name, identity }) => {
    if (name.compressed && plain.has(path.slice(0, -'.zst'.length))) return false;
    // Some network file systems have no inode numbers: 0 is not an identity.
    if (identity.inode.endsWith(':0')) return true;
    if (inodes.has(identity.inode)) return false;
    inodes.add(identity.inode);
    return true;
  });
}
