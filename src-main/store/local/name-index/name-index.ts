import { join } from 'node:path';
import { createLineSplitter } from '../../../history/split-lines';
import { errnoOf } from '../classify-error';
import { type FileIdentity, sameIdentity } from '../home/file-identity';
import type { HomeFile, HomeFiles } from '../home/home-files';
import { parseNameLine } from './parse-name-line';

export const nameIndexFile = 'session_index.jsonl';

/** Names by thread id; null: the last line cleared it. */
export type Names = ReadonlyMap<string, string | null>;

export interface NameReading {
  names: Names;
  /** Why the file was not read, though it is there: errno, or `refused` for a link out of the home. */
  problem: string | null;
}

/** The append-only list of thread names (formats.md 1.4): the last line of an id wins. */
export interface NameIndex {
  /** The names now; reads only what was appended since the last call. */
  read(): Promise<NameReading>;
}

const chunkSize = 256 * 1024;
/** Bytes before the end of what was read that must still be there for an append to be believed. */
const tailSize = 512;

interface Progress {
  identity: FileIdentity;
  /** Byte behind the last complete line. */
  offset: number;
  /** The bytes before `offset`. */
  tail: Buffer;
  names: Map<string, string | null>;
  /** What is shown: `names`, and the last line if it has no end yet. */
  shown: Map<string, string | null>;
}

const nothing: NameReading = { names: new Map(), problem: null };

export function createNameIndex(files: HomeFiles): NameIndex {
  const path = join(files.root, nameIndexFile);
  let progress: Progress | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function read(): Promise<NameReading> {
    let file: HomeFile;
    try {
      file = await files.open(path);
    } catch (error) {
      progress = null;
      const errno = errnoOf(error);
      if (errno === 'ENOENT' || errno === 'ENOTDIR') return nothing;
      return { names: nothing.names, problem: errno ?? storeCode(error) };
    }
    try {
      if (!progress || !sameIdentity(progress.identity, file.identity)) {
        progress = await scan(file, (await isAppended(file, progress)) ? progress : null);
      }
      return { names: progress.shown, problem: null };
    } catch (error) {
      progress = null;
      return { names: nothing.names, problem: errnoOf(error) ?? storeCode(error) };
    } finally {
      await file.close();
    }
  }

  return {
    read() {
      const next = queue.then(read);
      queue = next.catch(() => undefined);
      return next;
    },
  };
}

/** Codex removes lines by writing a new file; a copy put in its place by hand may keep the inode. */
async function isAppended(file: HomeFile, progress: Progress | null): Promise<boolean> {
  if (!progress || progress.identity.inode !== file.identity.inode) return false;
  if (file.identity.size < progress.offset) return false;
  const now = Buffer.alloc(progress.tail.length);
  await file.read(now, progress.offset - now.length);
  return now.equals(progress.tail);
}

async function scan(file: HomeFile, from: Progress | null): Promise<Progress> {
  const names = new Map(from?.names);
  const splitter = createLineSplitter({ line: 1, offset: from?.offset ?? 0 });
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let at = splitter.position.offset; ; ) {
    const filled = await file.read(buffer, at);
    if (filled === 0) break;
    at += filled;
    for (const line of splitter.push(buffer.subarray(0, filled))) take(names, line.bytes);
  }
  const { offset } = splitter.position;
  const tail = Buffer.alloc(Math.min(tailSize, offset));
  await file.read(tail, offset - tail.length);
  const shown = new Map(names);
  take(shown, splitter.tail);
  return { identity: file.identity, offset, tail, names, shown };
}

function take(names: Map<string, string | null>, line: Uint8Array): void {
  const entry = parseNameLine(line);
  if (entry) names.set(entry.id, entry.name);
}

function storeCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
