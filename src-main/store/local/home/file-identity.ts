import type { BigIntStats } from 'node:fs';

/** What tells one state of a file from another. Plain data, kept in the index. */
export interface FileIdentity {
  /** Device and inode as text `dev:ino`; equal for hard links and after a rename. */
  inode: string;
  /** Bytes on disk. */
  size: number;
  /** Modification time in ns as decimal text: too large for a number. */
  mtimeNs: string;
}

/** The identity in a stat result. */
export function identityOf(stats: BigIntStats): FileIdentity {
  return {
    inode: `${stats.dev}:${stats.ino}`,
    size: Number(stats.size),
    mtimeNs: String(stats.mtimeNs),
  };
}

export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.inode === b.inode && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** Modification time in ms since the epoch, with its fraction. */
export function mtimeMs(identity: FileIdentity): number {
  return Number(BigInt(identity.mtimeNs) / 1000n) / 1000;
}
