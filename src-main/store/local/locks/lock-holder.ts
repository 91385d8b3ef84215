import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { WriterState } from '../../types';

export type LockHolder = NonNullable<WriterState['holder']>;

/** `1: FLOCK  ADVISORY  WRITE 5332 fe:00:2162899 0 EOF`: pid, device in hexadecimal, inode. */
const heldLock = /^\d+: FLOCK +ADVISORY +(?:READ|WRITE) +(\d+) +([0-9a-f]+):([0-9a-f]+):(\d+) /;

/**
 * Who holds a lock on a file, from Linux's table of locks. Null where there is no such table, where nobody is in it (it
 * leaves out processes of other containers), or where it does not tell whom.
 */
export async function lockHolder(file: { dev: bigint; ino: bigint }): Promise<LockHolder | null> {
  const table = await readFile('/proc/locks', 'latin1').catch(() => '');
  for (const line of table.split('\n')) {
    const [, pid, major, minor, ino] = heldLock.exec(line) ?? [];
    if (ino !== String(file.ino) || Number(pid) <= 0) continue;
    if (deviceNumber(BigInt(`0x${major}`), BigInt(`0x${minor}`)) !== file.dev) continue;
    return { pid: Number(pid), program: await programOf(Number(pid)) };
  }
  return null;
}

/** As the C library packs it into `st_dev`. */
function deviceNumber(major: bigint, minor: bigint): bigint {
  return (
    ((major & 0xfffff000n) << 32n) |
    ((major & 0xfffn) << 8n) |
    ((minor & 0xffffff00n) << 12n) |
    (minor & 0xffn)
  );
}

/** The name of the program's file; for a process of another user the short name that it gave itself. */
async function programOf(pid: number): Promise<string> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => null);
  if (file !== null) return basename(file).replace(/ \(deleted\)$/, '');
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
