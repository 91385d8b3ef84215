import { join } from 'node:path';
import { createLocalThreadStore } from '../local-thread-store';
import { createState, stateRow } from '../state-db/fixture';
import { stateFileName } from '../state-db/state-db';

/** Gives a home of a test a state database with a row for each of its threads, as Codex makes them from the files. */
export async function addRowsOfFiles(home: string): Promise<void> {
  const store = await createLocalThreadStore({ home, dataDir: null, env: {}, live: false });
  const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  await store.close();
  const rows = data.map((thread) =>
    stateRow({
      ...{ id: thread.id, rollout_path: thread.path, source: 'cli', model_provider: thread.modelProvider },
      ...{ created_at: thread.createdAt, created_at_ms: thread.createdAtMs },
      ...{ updated_at: thread.updatedAt, updated_at_ms: thread.updatedAtMs },
      ...{ recency_at: thread.updatedAt, recency_at_ms: thread.updatedAtMs },
      ...{ cwd: thread.cwd, title: thread.preview, preview: thread.preview },
      ...{ first_user_message: thread.preview, tokens_used: thread.tokensUsed ?? 0 },
      ...{ archived: thread.archived ? 1 : 0, archived_at: thread.archivedAt },
      ...{ git_sha: thread.gitInfo?.sha ?? null, git_branch: thread.gitInfo?.branch ?? null },
      git_origin_url: thread.gitInfo?.originUrl ?? null,
      ...{ cli_version: thread.cliVersion, model: thread.model, reasoning_effort: thread.reasoningEffort },
      ...{ history_mode: thread.historyMode, memory_mode: thread.memoryMode ?? 'enabled' },
      ...{ originator: thread.originator, thread_source: thread.threadSource },
    }),
  );
  createState(join(home, stateFileName), rows).close();
}
