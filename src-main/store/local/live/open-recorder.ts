import { randomBytes } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { newThreadId } from '../../../history/write/new-thread-id';
import { rolloutPlace } from '../../../history/write/rollout-place';
import { StoreError } from '../../errors';
import type { CreateThreadParams, ResumeThreadParams } from '../../types';
import type { TakenFork } from '../branching/local-branching';
import { classifyFileError, errnoOf } from '../classify-error';
import type { HomeFiles } from '../home/home-files';
import type { ThreadDirectory } from '../listing/thread-directory';
import { Recorder } from '../recorder/recorder';
import { restorePlain } from '../recorder/restore-plain';
import { threadHeader } from '../../../history/write/thread-header';
import type { RolloutFile } from '../rollouts/catalog';
import type { DiskCatalog } from '../rollouts/disk-catalog';
import { parseRolloutName } from '../rollouts/rollout-name';
import type { RolloutReader } from '../rollouts/rollout-reader';
import type { StateDb } from '../state-db/state-db';
import { rowOf } from './sync-path';
import type { HomeWriter } from '../write/home-writer';

export interface RecorderParts {
  home: HomeFiles;
  writer: HomeWriter;
  reader: RolloutReader;
  catalog: DiskCatalog;
  directory: ThreadDirectory;
  stateDb: StateDb;
  /** Uses a reservation up; throws `invalid_request` for one that there is not. */
  takeFork(forkId: string, fork: { threadId: string; cwd: string }): TakenFork;
  now?: () => Date;
}

/** For a new thread: its file has a name now, and is made with the first item. */
export async function newRecorder(params: CreateThreadParams, parts: RecorderParts): Promise<Recorder> {
  const { writer, now = () => new Date() } = parts;
  const { threadId, historyMode, historyBase } = params;
  // `LiveThreads` opens none without a directory.
  const cwd = params.metadata.cwd ?? '';
  const fork = params.forkId === undefined ? null : parts.takeFork(params.forkId, { threadId, cwd });
  const createdAt = now();
  const windowId = newThreadId(createdAt.getTime(), randomBytes(10));
  const header = threadHeader(params, { createdAt, windowId, ...(fork && { inherited: fork.header }) });
  return new Recorder({
    ...{ threadId, writer, now, dialect: historyMode, file: rolloutPlace(createdAt, threadId) },
    start: {
      header,
      ordinal: historyMode === 'legacy' ? null : (historyBase?.endOrdinalExclusive ?? 0),
      ...(fork && { content: fork.content }),
    },
  });
}

/** For a thread that is there: goes on at the end of its current file, a compressed one made plain before. */
export async function resumedRecorder(params: ResumeThreadParams, parts: RecorderParts): Promise<Recorder> {
  const { writer, now = () => new Date() } = parts;
  const { threadId } = params;
  const found = await findCurrent(params, parts);
  const { head } = await parts.catalog.look(found);
  if (head?.threadId !== threadId || head.dialect === 'bare') {
    throw new StoreError('invalid_request', `the rollout of thread ${threadId} cannot be gone on with`, {
      path: found.file,
    });
  }
  const file = await restorePlain(found, parts);
  return new Recorder({ threadId, writer, now, file, dialect: head.dialect, start: null });
}

/**
 * The file that the thread goes on in. The catalog may not have seen yet what another program did, so the disk is looked
 * at again when it cannot answer.
 */
async function findCurrent(params: ResumeThreadParams, parts: RecorderParts): Promise<RolloutFile> {
  const known = await currentOf(params, parts);
  if (known && (await isStillThere(known, parts))) return known;
  await parts.catalog.refresh();
  const found = await currentOf(params, parts);
  if (found && (await isStillThere(found, parts))) return found;
  throw new StoreError('invalid_request', `no rollout found for thread id ${params.threadId}`);
}

async function currentOf(params: ResumeThreadParams, parts: RecorderParts): Promise<RolloutFile | null> {
  const { threadId, includeArchived, rolloutPath } = params;
  const found = await parts.directory.read({ threadId, includeArchived }).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'thread_not_found') return null;
    throw error;
  });
  const current = found?.current ?? null;
  if (current === null) return null;
  if (rolloutPath !== null && resolve(parts.home.root, rolloutPath) !== current.logicalPath) {
    throw new StoreError('invalid_request', `thread ${threadId} does not go on in that rollout`);
  }
  // Behind a revert lies an older file, which must not be gone on with when the newer one is missing.
  const row = await rowOf(threadId, parts.stateDb);
  const named = row && parseRolloutName(basename(row.rolloutPath.replaceAll('\\', '/')));
  return named && named.rolloutId !== current.rolloutId && current.head?.dialect === 'paginated'
    ? null
    : current;
}

async function isStillThere(file: RolloutFile, { home }: RecorderParts): Promise<boolean> {
  try {
    return (await home.identify(file.path)) !== null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw classifyFileError(error, file.file);
  }
}
