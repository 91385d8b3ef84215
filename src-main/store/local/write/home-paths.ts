import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { StoreError } from '../../errors';
import { errnoOf } from '../classify-error';
import type { WriteSystem } from './write-system';

/** Absolute paths for files that are named relative to the home, refused where they would lie outside. */
export interface HomePaths {
  /** Of a file in a folder that is there. */
  existing(file: string): Promise<string>;
  /** Of a file whose folders are made where they are missing. */
  forNew(file: string): Promise<string>;
}

/** @param root absolute path of the home */
export function createHomePaths(root: string, system: WriteSystem): HomePaths {
  // People keep these two on another disk, behind a link; nothing else of a home leads out of it.
  const trees = [root, join(root, 'sessions'), join(root, 'archived_sessions')];

  function inside(file: string): string {
    const path = join(root, file);
    const back = relative(root, path);
    if (back === '' || isAbsolute(file) || isAbsolute(back) || back.split(sep)[0] === '..')
      throw outside(file);
    return path;
  }

  async function checkReally(folder: string, file: string): Promise<void> {
    const real = await system.realpath(folder);
    for (const tree of trees) {
      const base = await realpathOf(tree);
      if (base !== null && (real === base || real.startsWith(base + sep))) return;
    }
    throw outside(file);
  }

  /** Null when it is not there. */
  async function realpathOf(tree: string): Promise<string | null> {
    try {
      return await system.realpath(tree);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /** The deepest folder on the way that is there. */
  async function present(folder: string): Promise<string> {
    for (let at = folder; ; at = dirname(at)) {
      try {
        await system.lstat(at);
        return at;
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT' || at === root) throw error;
      }
    }
  }

  return {
    async existing(file) {
      const path = inside(file);
      await checkReally(dirname(path), file);
      return path;
    },
    async forNew(file) {
      const path = inside(file);
      const folder = dirname(path);
      await checkReally(await present(folder), file);
      await system.mkdir(folder);
      return path;
    },
  };
}

function outside(file: string): StoreError {
  return new StoreError('refused', `${file} does not lie in the home`);
}
