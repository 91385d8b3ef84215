import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadSummary } from '../../../contracts/model/thread';
import type { Dialect } from '../../../history/types';
import { StoreError } from '../../errors';
import type { RolloutIndex } from '../index/rollout-index';
import type { ThreadDirectory } from '../listing/thread-directory';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import type { CodexDatabases } from '../steps/codex-databases';
import { selectRows } from '../steps/row-values';
import type { Columns } from '../steps/step';
import type { OpenThreads } from '../threads/open-threads';
import type { ThreadView } from '../threads/thread-view';
import { wholeHeader } from './records-in';

/** What planning a fork, rollback, revert or review looks at. */
export interface BranchingParts {
  /** The Codex home. */
  root: string;
  index: RolloutIndex;
  reader: RolloutReader;
  threads: OpenThreads;
  directory: ThreadDirectory;
  databases: CodexDatabases;
  /** For tests. */
  now?: () => Date;
}

/** A thread as it is now, scanned to its end. */
export interface BranchSource {
  threadId: string;
  summary: ThreadSummary;
  dialect: Exclude<Dialect, 'bare'>;
  current: RolloutFile;
  view: ThreadView;
  /** Payload of the current file's header. */
  header: Record<string, unknown>;
  /** The thread's row as it is; null when there is none, or no database. */
  row: Columns | null;
  /** False: the home has no state database. */
  hasDatabase: boolean;
}

/**
 * Reads a thread for branching. `thread_not_found` without a rollout, `invalid_request` for an archived one, `not_supported`
 * for the dialect of 2025, which no Codex goes on with.
 */
export async function branchSource(parts: BranchingParts, threadId: string): Promise<BranchSource> {
  const { summary, current } = await parts.directory.read({ threadId, includeArchived: true });
  const id = summary.id;
  if (summary.archived) {
    throw new StoreError(
      'invalid_request',
      `session ${id} is archived. Run \`codex unarchive ${id}\` to unarchive it first.`,
    );
  }
  const thread = current && (await parts.threads.locate(id));
  const header = current && (await wholeHeader(parts.reader, current));
  if (!current || !thread || !header) {
    throw new StoreError('thread_not_found', `no rollout found for thread id ${id}`);
  }
  await thread.bringUp('foreground');
  const dialect = current.head?.dialect ?? 'legacy';
  if (dialect === 'bare') {
    throw new StoreError('unsupported', 'No Codex goes on with a thread of that age.');
  }
  const rows = await parts.databases.read('state', (db) => selectRows(db, 'threads', { id }));
  return {
    threadId: id,
    summary,
    dialect,
    current,
    view: thread.view(),
    header,
    row: rows?.[0] ?? null,
    hasDatabase: rows !== null,
  };
}

/** The absolute path by which Codex will know a new file: spelled as the thread's row spells the home. */
export async function pathForCodex(root: string, source: BranchSource, file: string): Promise<string> {
  const known = source.row?.rollout_path;
  const logical = source.current.file.replace(/\.zst$/, '');
  if (typeof known === 'string' && known.endsWith(`/${logical}`)) {
    return known.slice(0, -logical.length) + file;
  }
  return join(await realpath(root), file);
}
