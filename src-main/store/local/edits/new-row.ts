import { sourceInFile } from '../../../history/write/thread-header';
import type { Columns } from '../steps/step';
import type { ThreadFacts } from './thread-facts';

/** What a row has that nobody told anything of (thread-store.md 3.7.2). */
const defaults: Columns = {
  source: 'unknown',
  model_provider: '',
  cwd: '',
  title: '',
  sandbox_policy: '{"type":"read-only"}',
  approval_mode: 'on-request',
  tokens_used: 0,
  has_user_event: 0,
  archived: 0,
  archived_at: null,
  cli_version: '',
  first_user_message: '',
  memory_mode: 'enabled',
  preview: '',
  history_mode: 'legacy',
};

/**
 * A row of `threads` for a thread that has none: what its rollout tells, with other values over it. Columns that the
 * schema lacks are left out; those that it has besides keep its defaults.
 */
export function newRow(facts: ThreadFacts, values: Columns, now: Date): Columns {
  const { threadId, current, summary } = facts;
  const source = sourceInFile(summary.source);
  const createdAtMs = summary.createdAtMs ?? current?.nameTimeMs ?? now.getTime();
  const updatedAtMs = Math.floor(current?.mtimeMs ?? now.getTime());
  const archived = current?.archived ?? false;
  const told: Columns = {
    id: threadId,
    rollout_path: current?.logicalPath ?? '',
    source: typeof source === 'string' ? source : JSON.stringify(source),
    model_provider: summary.modelProvider,
    cwd: summary.cwd,
    title: summary.preview,
    archived: archived ? 1 : 0,
    archived_at: archived ? Math.floor(updatedAtMs / 1000) : null,
    tokens_used: summary.tokensUsed ?? 0,
    git_sha: summary.gitInfo?.sha ?? null,
    git_branch: summary.gitInfo?.branch ?? null,
    git_origin_url: summary.gitInfo?.originUrl ?? null,
    cli_version: summary.cliVersion,
    first_user_message: summary.preview,
    preview: summary.preview,
    memory_mode: summary.memoryMode ?? 'enabled',
    model: summary.model,
    reasoning_effort: summary.reasoningEffort,
    thread_source: summary.threadSource,
    agent_nickname: summary.agentNickname,
    agent_role: summary.agentRole,
    agent_path: summary.agentPath,
    originator: summary.originator,
    history_mode: summary.format === 'paginated' ? 'paginated' : 'legacy',
    ...both('created_at', createdAtMs),
    ...both('updated_at', updatedAtMs),
  };
  const row: Columns = { ...defaults, ...told, ...values };
  return Object.fromEntries(Object.entries(row).filter(([column]) => facts.columns.has(column)));
}

function both(column: string, atMs: number): Columns {
  return { [column]: Math.floor(atMs / 1000), [`${column}_ms`]: atMs };
}
