import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ThreadSummary } from '../../../contracts/model/thread';
import type { Subject } from '../../conformance/describe-reading';
import type { SampleRollout } from '../../conformance/sample-threads';
import type { ThreadStore } from '../../thread-store';
import { createLocalThreadStore } from '../local-thread-store';
import { allColumns, createState, stateRow, type Values } from '../state-db/fixture';

/** Columns that Codex has and Skein does not read. */
const otherColumns = ['has_user_event', 'sandbox_policy', 'approval_mode', 'is_pinned', 'section_position'];

/** A sample home, with where it lies. */
export interface SampleHome extends Subject {
  /** Absolute. */
  home: string;
  /** Absolute path of a rollout as it was put there. */
  pathOf(rolloutId: string): string;
  /** Another store over the same home. */
  reopen(): Promise<ThreadStore>;
}

/** A home with given rollouts and, for what only rows can hold, with a state database as 0.169 has it. */
export async function openSampleHome(
  rollouts: readonly SampleRollout[],
  { database }: { database: boolean },
): Promise<SampleHome> {
  const root = await mkdtemp(join(tmpdir(), 'skein-conformance-'));
  const home = join(root, '.codex');
  const paths = new Map<string, string>();
  await mkdir(home);
  for (const rollout of rollouts) {
    const path = join(home, fileOf(rollout, paths.size));
    paths.set(rollout.rolloutId, path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, linesOf(rollout.records));
    await utimes(path, rollout.modifiedAtMs / 1000, rollout.modifiedAtMs / 1000);
  }
  if (database) await addDatabase(home);
  const options = { home, dataDir: join(root, 'data'), env: {}, live: true };
  const store = await createLocalThreadStore(options);
  const opened = [store];
  const pathOf = (rolloutId: string): string => paths.get(rolloutId) ?? '';
  return {
    store,
    home,
    pathOf,
    async reopen() {
      const next = await createLocalThreadStore(options);
      opened.push(next);
      return next;
    },
    append: (rolloutId, records) => appendFile(pathOf(rolloutId), linesOf(records)),
    async remove() {
      for (const one of opened) await one.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Rows as Codex would have written them while it made these threads. */
async function addDatabase(home: string): Promise<void> {
  const files = await createLocalThreadStore({ home, dataDir: null, env: {}, live: false });
  const { data } = await files.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  await files.close();
  const columns = [...allColumns, ...otherColumns];
  const rows = data.filter(({ format }) => format !== 'bare').map(rowOf);
  createState(join(home, 'state_5.sqlite'), rows, { columns }).close();
}

function rowOf(thread: ThreadSummary): Values {
  const { gitInfo } = thread;
  const [created, updated] = [thread.createdAtMs ?? 0, thread.updatedAtMs ?? 0];
  return stateRow({
    ...{ id: thread.id, rollout_path: thread.path, cwd: thread.cwd, model_provider: thread.modelProvider },
    ...{ created_at: thread.createdAt, created_at_ms: created },
    ...{ updated_at: thread.updatedAt, updated_at_ms: updated },
    ...{ recency_at: thread.updatedAt, recency_at_ms: updated },
    source: typeof thread.source === 'string' ? thread.source : fileSource(thread.source),
    ...{ title: thread.preview, first_user_message: thread.preview, preview: thread.preview },
    ...{ archived: thread.archived ? 1 : 0, archived_at: thread.archivedAt },
    ...{ tokens_used: thread.tokensUsed ?? 0, model: thread.model, reasoning_effort: thread.reasoningEffort },
    git_sha: gitInfo?.sha ?? null,
    git_branch: gitInfo?.branch ?? null,
    git_origin_url: gitInfo?.originUrl ?? null,
    ...{ history_mode: thread.historyMode, originator: thread.originator, cli_version: thread.cliVersion },
    ...{
      has_user_event: 1,
      sandbox_policy: '{"type":"read-only"}',
      approval_mode: 'on-request',
      is_pinned: 0,
    },
  });
}

function fileSource(source: object): string {
  return JSON.stringify('subAgent' in source ? { subagent: source.subAgent } : source);
}

function fileOf({ threadId, rolloutId, archived }: SampleRollout, nth: number): string {
  const id = rolloutId === threadId ? threadId : `${threadId}_${rolloutId}`;
  const name = `rollout-2026-11-20T09-00-${String(nth).padStart(2, '0')}-${id}.jsonl`;
  return archived ? join('archived_sessions', name) : join('sessions', '2026', '11', '20', name);
}

function linesOf(records: SampleRollout['records']): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
