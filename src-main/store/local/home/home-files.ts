import { constants, type Dirent, type FSWatcher } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errnoOf } from '../classify-error';
import { StoreError } from '../../errors';
import { type FileIdentity, identityOf } from './file-identity';
import { type FileSystem, nodeFileSystem, type OpenFile } from './file-system';

/** A regular file of the home, open for reading. */
export interface HomeFile {
  /** As it was when it was opened, from the descriptor itself. */
  readonly identity: FileIdentity;
  /** Fills the buffer from `position`; less only at the end of the file. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** As it is now, from the descriptor. */
  identify(): Promise<FileIdentity>;
  close(): Promise<void>;
}

/**
 * The only place that opens anything below the Codex home, and it opens for reading only.
 *
 * Paths are absolute. Links are followed when they lead to somewhere below the real home, or below
 * what `sessions` and `archived_sessions` themselves are links to (people keep those on another
 * disk). Errors are errno errors as node throws them; `not_a_file` and `outside` ones are StoreErrors.
 */
export interface HomeFiles {
  readonly root: string;
  /** Relative to the home with `/` between, for messages and damage entries. */
  relative(path: string): string;
  open(path: string): Promise<HomeFile>;
  list(path: string): Promise<Dirent[]>;
  /** Where a link leads and what is there. Rejects with `refused` when that is outside. */
  follow(
    path: string,
  ): Promise<{ path: string; kind: 'file' | 'directory' | 'other'; identity: FileIdentity }>;
  /** Identity of what stands at the path itself; null when it is not a regular file. */
  identify(path: string): Promise<FileIdentity | null>;
  identifyDirectory(path: string): Promise<FileIdentity>;
  watch(path: string, onChange: () => void): FSWatcher;
}

// Windows has neither flag. Without O_NONBLOCK, opening a FIFO would wait for its writer.
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

export function createHomeFiles(root: string, fs: FileSystem = nodeFileSystem): HomeFiles {
  const home = resolve(root);
  const trees = [home, join(home, 'sessions'), join(home, 'archived_sessions')];

  async function isInside(realPath: string): Promise<boolean> {
    for (const tree of trees) {
      const real = await fs.realpath(tree).catch(() => null);
      if (real !== null && (realPath === real || realPath.startsWith(real + sep))) return true;
    }
    return false;
  }

  async function realInside(path: string): Promise<string> {
    const real = await fs.realpath(path);
    if (await isInside(real)) return real;
    throw new StoreError('refused', 'The link leads out of the Codex home.', {
      path: asRelative(home, path),
    });
  }

  async function open(path: string): Promise<HomeFile> {
    let file: OpenFile;
    try {
      file = await fs.open(path, readOnly);
    } catch (error) {
      // ELOOP and, on BSD, EMLINK: the path is a link. What it leads to is opened under its real name.
      if (errnoOf(error) !== 'ELOOP' && errnoOf(error) !== 'EMLINK') throw error;
      file = await fs.open(await realInside(path), readOnly);
    }
    try {
      const stats = await file.stat({ bigint: true });
      if (!stats.isFile()) {
        throw new StoreError('io', 'Not a regular file.', { path: asRelative(home, path) });
      }
      return homeFile(file, identityOf(stats));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  return {
    root: home,
    relative: (path) => asRelative(home, path),
    open,
    list: (path) => fs.readdir(path),
    async follow(path) {
      const real = await realInside(path);
      const stats = await fs.stat(real);
      const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
      return { path: real, kind, identity: identityOf(stats) };
    },
    async identify(path) {
      const stats = await fs.lstat(path);
      return stats.isFile() ? identityOf(stats) : null;
    },
    identifyDirectory: async (path) => identityOf(await fs.stat(path)),
    watch: (path, onChange) => fs.watch(path, onChange),
  };
}

function homeFile(file: OpenFile, identity: FileIdentity): HomeFile {
  return {
    identity,
    async read(buffer, position) {
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    identify: async () => identityOf(await file.stat({ bigint: true })),
    close: () => file.close(),
  };
}

function asRelative(home: string, path: string): string {
  // Nearly all paths are made by going down from the home; this is called for every file.
  if (sep === '/' && path.startsWith(`${home}/`)) return path.slice(home.length + 1);
  const inside = relative(home, path);
  if (inside.startsWith('..') || isAbsolute(inside)) return path;
  return sep === '/' ? inside : inside.replaceAll(sep, '/');
}
