import type { BigIntStats } from 'node:fs';
import { link, lstat, mkdir, open, realpath, rename, unlink, utimes } from 'node:fs/promises';

/** An open file; the part of node's FileHandle that writing needs. */
export interface WritableFile {
  readonly fd: number;
  /** May write less than asked. */
  write(buffer: Uint8Array, offset: number, length: number): Promise<{ bytesWritten: number }>;
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(options: { bigint: true }): Promise<BigIntStats>;
  truncate(length: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Every file-system call that changes something under the Codex home. Tests put their own in its place to make the
 * k-th call fail, or write short.
 */
export interface WriteSystem {
  open(path: string, flags: number, mode?: number): Promise<WritableFile>;
  lstat(path: string): Promise<BigIntStats>;
  realpath(path: string): Promise<string>;
  /** With all folders on the way. */
  mkdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Fails when `to` exists, which a rename does not. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Access and modification time, in seconds. */
  utimes(path: string, atime: number, mtime: number): Promise<void>;
}

/** Node's own calls. */
export const nodeWriteSystem: WriteSystem = {
  open: (path, flags, mode) => open(path, flags, mode),
  lstat: (path) => lstat(path, { bigint: true }),
  realpath: (path) => realpath(path),
  mkdir: async (path) => void (await mkdir(path, { recursive: true })),
  rename,
  link,
  unlink,
  utimes,
};
