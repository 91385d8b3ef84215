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

const trees = ['sessions', 'archived_sessions'] as const;
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
  const walk = new Walker(home);
  for (const tree of trees) await walk.tree(join(home.root, tree), tree === 'archived_sessions');
  return walk.finish();
}

/** The same for single folders that an earlier walk has read. Null when one is gone or holds a folder that is new. */
export async function walkFolders(
  home: HomeFiles,
  folders: readonly string[],
  known: ReadonlySet<string>,
): Promise<Walk | null> {
  const walk = new Walker(home);
  for (const path of folders) {
    const archived = home.relative(path).startsWith('archived_sessions');
    const below = await walk.folder({ path, real: path, archived });
    if (below.some((directory) => !known.has(directory.path))) return null;
  }
  const result = await walk.finish();
  return result.directories.length === folders.length ? result : null;
}

class Walker {
  readonly #home: HomeFiles;
  readonly #seen = new Set<string>();
  readonly #obstacles: Obstacle[] = [];
  readonly #directories: string[] = [];
  readonly #links: { path: string; archived: boolean }[] = [];
  #candidates: Candidate[] = [];

  constructor(home: HomeFiles) {
    this.#home = home;
  }

  /** A folder and all below it. */
  async tree(path: string, archived: boolean): Promise<void> {
    try {
      const target = await this.#home.follow(path);
      if (target.kind === 'directory') await this.#levels({ path, real: target.path, archived });
    } catch (error) {
      this.#obstacle(path, error);
    }
  }

  /** One folder; gives the folders in it. */
  async folder(directory: Directory): Promise<Directory[]> {
    const { archived } = directory;
    let entries: Dirent[];
    try {
      entries = await this.#home.list(directory.path);
    } catch (error) {
      this.#obstacle(directory.path, error);
      return [];
    }
    this.#directories.push(directory.path);
    const below: Directory[] = [];
    for (const entry of entries) {
      const path = join(directory.path, entry.name);
      const name = parseRolloutName(entry.name);
      if (entry.isSymbolicLink()) this.#links.push({ path, archived });
      else if (name && entry.isFile()) this.#candidates.push({ path, name, archived });
      else if (name) this.#obstacles.push({ path, message: 'Named like a rollout, but not a regular file.' });
      else if (entry.isDirectory()) below.push({ path, real: join(directory.real, entry.name), archived });
    }
    return below;
  }

  async finish(): Promise<Walk> {
    const found = await this.#identifyAll();
    // Links come last, so that a file is known by its own path rather than by a link to it.
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      found.push(...(await this.#followLink(link.path, link.archived)));
    }
    return { found: onceEach(found), obstacles: this.#obstacles, directories: this.#directories };
  }

  async #levels(root: Directory): Promise<void> {
    let level = [root];
    for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
      const fresh = level.filter((directory) => !this.#seen.has(directory.real));
      for (const directory of fresh) this.#seen.add(directory.real);
      level = (await mapConcurrent(fresh, maxOpen, (directory) => this.folder(directory))).flat();
    }
  }

  async #followLink(path: string, archived: boolean): Promise<FoundRollout[]> {
    const name = parseRolloutName(basename(path));
    try {
      const target = await this.#home.follow(path);
      if (target.kind === 'directory') {
        await this.#levels({ path, real: target.path, archived });
        return await this.#identifyAll();
      }
      return name && target.kind === 'file' ? [{ path, name, archived, identity: target.identity }] : [];
    } catch (error) {
      this.#obstacle(path, error);
      return [];
    }
  }

  async #identifyAll(): Promise<FoundRollout[]> {
    const candidates = this.#candidates;
    this.#candidates = [];
    const found = await mapConcurrent(candidates, maxOpen, async (candidate) => {
      try {
        const identity = await this.#home.identify(candidate.path);
        return identity && { ...candidate, identity };
      } catch (error) {
        this.#obstacle(candidate.path, error);
        return null;
      }
    });
    return found
      .filter((file) => file !== null)
      .sort((a, b) => Number(a.archived) - Number(b.archived) || (a.path < b.path ? -1 : 1));
  }

  #obstacle(path: string, error: unknown): void {
    // What vanished between two looks is simply not there.
    if (errnoOf(error) !== 'ENOENT') this.#obstacles.push({ path, message: describeFileError(error) });
  }
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
