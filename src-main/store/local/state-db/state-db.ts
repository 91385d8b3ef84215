import { join } from 'node:path';
import { type FileIdentity, mtimeMs } from '../home/file-identity';
import { nodeFileSystem } from '../home/file-system';
import { identityAt, sameFiles } from './identity-at';
import { readSnapshot } from './read-snapshot';
import { classifyStateError, type StateFailure } from './state-failure';
import type { StateSnapshot } from './state-snapshot';
import { type DatabaseAccess, withDatabase } from './with-database';

/** The only state database that is ours to read: another number means an incompatible one (formats.md 1.6). */
export const stateFileName = 'state_5.sqlite';

/** What the state database says now. */
export type StateReading =
  | { state: 'ok'; snapshot: StateSnapshot }
  | { state: 'absent' }
  /** `last` is what it said before it was locked; null when it was never read, or is no longer to be trusted. */
  | (StateFailure & { last: StateSnapshot | null });

/** Reads Codex's state database without ever holding it. */
export interface StateDb {
  /** What it says now; read again only when its files changed. Never rejects for what is wrong with the database. */
  read(): Promise<StateReading>;
  /** Whether its files are others than at the last reading (S-09). Two or three stats; opens nothing. */
  changed(): Promise<boolean>;
}

/** A modification this young may be followed by another that leaves the same time stamp. */
const settlingMs = 100;
/** How long a failure that may pass is believed. */
const failureMs = 1000;

type Identity = readonly (FileIdentity | null)[];

interface Cached {
  identity: Identity;
  reading: StateReading;
  /** False: look again even if the files are the same. */
  settled: boolean;
  at: number;
}

export function createStateDb(sqliteHome: string, access: DatabaseAccess): StateDb {
  const path = join(sqliteHome, stateFileName);
  const fs = access.fs ?? nodeFileSystem;
  let cached: Cached | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** The rollback journal is left out: while one is there, the database's own time changes. */
  const identify = (): Promise<Identity> =>
    Promise.all(['', '-wal'].map((part) => identityAt(path + part, fs)));

  async function readAgain(): Promise<StateReading> {
    let identity: Identity = [];
    try {
      identity = await identify();
      if (cached && isCurrent(cached, identity)) return cached.reading;
      if (identity[0] === null) return keep(identity, { state: 'absent' });
      const last = lastSnapshot(cached?.reading);
      const found = await withDatabase(path, access, (db) => readSnapshot(db, last));
      return keep(identity, 'rows' in found ? { state: 'ok', snapshot: found } : failed(found));
    } catch (error) {
      return keep(identity, failed(classifyStateError(error)));
    }
  }

  function keep(identity: Identity, reading: StateReading): StateReading {
    const now = Date.now();
    const youngest = Math.max(0, ...identity.map((file) => (file ? mtimeMs(file) : 0)));
    const lasting = reading.state !== 'locked' && reading.state !== 'unreadable';
    cached = { identity, reading, settled: lasting && now - youngest > settlingMs, at: now };
    return reading;
  }

  function failed(failure: StateFailure): StateReading {
    return { ...failure, last: failure.state === 'locked' ? lastSnapshot(cached?.reading) : null };
  }

  return {
    read() {
      // One after the other: who asks after a change must not get a reading that began before it.
      const next = queue.then(readAgain);
      queue = next.catch(() => undefined);
      return next;
    },
    async changed() {
      return cached === null || !sameFiles(cached.identity, await identify());
    },
  };
}

function isCurrent(cached: Cached, identity: Identity): boolean {
  if (!sameFiles(cached.identity, identity)) return false;
  const passing = cached.reading.state === 'locked' || cached.reading.state === 'unreadable';
  return cached.settled || (passing && Date.now() - cached.at < failureMs);
}

function lastSnapshot(reading: StateReading | undefined): StateSnapshot | null {
  if (!reading || reading.state === 'absent') return null;
  return reading.state === 'ok' ? reading.snapshot : reading.last;
}
