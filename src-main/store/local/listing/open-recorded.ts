import { open, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createDecodedCache } from '../codec/decoded-cache';
import { readCodexConfig } from '../config/codex-config';
import { createHomeFiles } from '../home/home-files';
import { openMemoryDatabase } from '../index/open-database';
import { RolloutIndex } from '../index/rollout-index';
import { createNameIndex } from '../name-index/name-index';
import type { RolloutCatalog } from '../rollouts/catalog';
import { createDiskCatalog } from '../rollouts/disk-catalog';
import { createRolloutReader } from '../rollouts/rollout-reader';
import { createStateDb } from '../state-db/state-db';
import type { StateSnapshot } from '../state-db/state-snapshot';
import { noTurnCounts } from './fixture';
import { createThreadDirectory, type ThreadDirectory } from './thread-directory';

export interface Recorded {
  directory: ThreadDirectory;
  /** What its state database says; null without one. */
  state: StateSnapshot | null;
  catalog: RolloutCatalog;
}

/** For differential tests: the directory of a recorded home, as the local store puts it together. */
export async function openRecorded(home: string): Promise<Recorded> {
  await restoreFractions(home);
  const files = createHomeFiles(home);
  const config = await readCodexConfig(home, {});
  const reader = createRolloutReader(files, createDecodedCache(null));
  const catalog = createDiskCatalog(files, reader, new RolloutIndex(openMemoryDatabase()));
  await catalog.refresh();
  const stateDb = createStateDb(config.sqliteHome, { copies: join(home, '..', 'copies') });
  const reading = await stateDb.read();
  return {
    directory: createThreadDirectory({
      catalog,
      stateDb,
      names: createNameIndex(files),
      turnCounts: noTurnCounts,
      defaultProvider: config.modelProvider,
    }),
    state: reading.state === 'ok' ? reading.snapshot : null,
    catalog,
  };
}

/**
 * The archives keep modification times in whole seconds, but the oracle saw the fraction, and homes without a
 * database are listed by it. A file was last modified when its last record was written.
 */
async function restoreFractions(home: string): Promise<void> {
  const names = await readdir(home, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => /rollout-[^/]*\.jsonl$/.test(one))) {
    const path = join(home, name);
    const { mtimeMs } = await stat(path);
    const written = await lastTimestamp(path);
    if (Math.floor(written / 1000) * 1000 !== mtimeMs) continue;
    await utimes(path, written / 1000, written / 1000);
  }
}

async function lastTimestamp(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 256 * 1024));
    await file.read(tail, 0, tail.length, size - tail.length);
    const times = tail.toString('latin1').match(/"timestamp":"[^"]+"/g) ?? [];
    return Date.parse(times.at(-1)?.slice(13, -1) ?? '');
  } finally {
    await file.close();
  }
}
