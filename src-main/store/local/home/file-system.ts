import { type BigIntStats, type Dirent, type FSWatcher, watch } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';

/** An open file; the part of node's FileHandle that reading needs. */
export interface OpenFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(options: { bigint: true }): Promise<BigIntStats>;
  close(): Promise<void>;
}

/**
 * Every file-system call that the store makes on the Codex home. Tests put their own in its place to
 * make one call fail.
 */
export interface FileSystem {
  open(path: string, flags: number): Promise<OpenFile>;
  stat(path: string): Promise<BigIntStats>;
  lstat(path: string): Promise<BigIntStats>;
  readdir(path: string): Promise<Dirent[]>;
  realpath(path: string): Promise<string>;
  /** One directory, not the tree below it. */
  watch(path: string, onChange: () => void): FSWatcher;
}

/** Node's own calls. */
export const nodeFileSystem: FileSystem = {
  open: (path, flags) => open(path, flags),
  stat: (path) => stat(path, { bigint: true }),
  lstat: (path) => lstat(path, { bigint: true }),
  readdir: (path) => readdir(path, { withFileTypes: true }),
  realpath: (path) => realpath(path),
  watch: (path, onChange) => watch(path, { persistent: false }, onChange),
};
