import { isAbsolute } from 'node:path';
import type { HomeFiles } from '../home/home-files';
import type { StateDb } from '../state-db/state-db';
import type { ThreadRow } from '../state-db/thread-row';
import { writeDatabase } from '../write/write-database';

/** The row of a thread as the state database says it now; null without row or database. */
export async function rowOf(threadId: string, stateDb: StateDb): Promise<ThreadRow | null> {
  const reading = await stateDb.read();
  const snapshot =
    reading.state === 'ok' ? reading.snapshot : reading.state === 'absent' ? null : reading.last;
  return snapshot?.rows.get(threadId) ?? null;
}

/**
 * Lets a thread's row name the file that the thread is in, where it names another or none that is there: releases from
 * 0.150 on find a thread by its row only. The one column is all that is written.
 *
 * @param path absolute, without `.zst`
 */
export async function syncPath(
  threadId: string,
  path: string,
  { home, stateDb, database }: { home: HomeFiles; stateDb: StateDb; database: string },
): Promise<void> {
  const row = await rowOf(threadId, stateDb);
  if (row === null || row.rolloutPath === path) return;
  const [named, actual] = await Promise.all([inodeAt(home, row.rolloutPath), inodeAt(home, path)]);
  // The same file by another spelling of the home.
  if (actual === null || named === actual) return;
  await writeDatabase(database, (db) =>
    db
      .prepare('UPDATE threads SET rollout_path = ? WHERE id = ? AND rollout_path = ?')
      .run(path, threadId, row.rolloutPath),
  );
}

async function inodeAt(home: HomeFiles, path: string): Promise<string | null> {
  if (!isAbsolute(path)) return null;
  const identity = await home.identify(path).catch(() => null);
  return identity?.inode ?? null;
}
