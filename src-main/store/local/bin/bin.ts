import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bin as BinTotal } from '../../types';
import { StoreError } from '../../errors';
import { classifyFileError, errnoOf } from '../classify-error';
import type { Columns } from '../steps/step';
import type { BinRows } from './bin-rows';

/**
 * What was taken out of the home by deleting, so that it can be brought back until the bin is emptied: whole files
 * in a folder of ours, and rows beside the journal. A name in the bin begins with the id of its thread.
 */
export interface Bin {
  /** Keeps a file: its copy is whole and durable when this is done. One of the same name is replaced. */
  keepFile(binName: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Bytes of a kept file; null when there is none. */
  sizeOf(binName: string): Promise<number | null>;
  /** The bytes of a kept file. */
  contentOf(binName: string): AsyncIterable<Uint8Array>;
  /** Keeps rows, durable when this returns. */
  keepRows(binName: string, rows: readonly Columns[]): void;
  rowsOf(binName: string): Columns[];
  total(): Promise<BinTotal>;
  /**
   * Removes everything for good but what is in use; what was removed.
   *
   * @param inUse names in use now; asked after looking what there is, so that what is kept meanwhile stays
   */
  empty(inUse: () => ReadonlySet<string>): Promise<BinTotal>;
}

const chunkSize = 2 ** 20;
const idLength = 36;

/** @param folder of ours; made when something is kept */
export function createBin(folder: string, rows: BinRows): Bin {
  const pathOf = (binName: string) => join(folder, binName);

  async function names(): Promise<string[]> {
    return readdir(folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw classifyFileError(error, folder);
    });
  }

  async function total(): Promise<BinTotal> {
    const files = (await names()).filter((name) => !name.endsWith('.part'));
    const sizes = await Promise.all(files.map((name) => stat(pathOf(name)).then(({ size }) => size)));
    const threads = new Set([...files, ...rows.names()].map((name) => name.slice(0, idLength)));
    const bytes = sizes.reduce((sum, size) => sum + size, rows.bytes());
    return { threads: threads.size, files: files.length, bytes };
  }

  async function* contentOf(binName: string): AsyncGenerator<Uint8Array> {
    const file = await open(pathOf(binName)).catch((error: unknown) => {
      throw gone(error, binName);
    });
    try {
      const buffer = Buffer.allocUnsafe(chunkSize);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, chunkSize);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  return {
    async keepFile(binName, content) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const part = `${pathOf(binName)}.part`;
        const file = await open(part, 'w', 0o600);
        try {
          for await (const bytes of content) await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(part, pathOf(binName));
        await syncFolder(folder);
      } catch (error) {
        throw classifyFileError(error, binName);
      }
    },
    async sizeOf(binName) {
      return stat(pathOf(binName)).then(
        ({ size }) => size,
        (error: unknown) => {
          if (errnoOf(error) === 'ENOENT') return null;
          throw classifyFileError(error, binName);
        },
      );
    },
    contentOf,
    keepRows: (binName, kept) => rows.keep(binName, kept),
    rowsOf: (binName) => rows.of(binName),
    total,
    async empty(inUse) {
      const before = await total();
      const there = await names();
      const used = inUse();
      for (const name of there) {
        if (!used.has(name.replace(/\.part$/, ''))) await rm(pathOf(name), { force: true });
      }
      rows.removeUnused(inUse);
      const after = await total();
      return {
        threads: before.threads - after.threads,
        files: before.files - after.files,
        bytes: before.bytes - after.bytes,
      };
    },
  };
}

function gone(error: unknown, binName: string): unknown {
  if (errnoOf(error) !== 'ENOENT') return classifyFileError(error, binName);
  return new StoreError('conflict', 'The bin was emptied: the copy is gone.', { path: binName });
}

async function syncFolder(path: string): Promise<void> {
  // Not every file system can sync a folder; the file itself is synced.
  const folder = await open(path, constants.O_RDONLY).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
