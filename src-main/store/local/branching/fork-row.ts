import type { Columns } from '../steps/step';
import type { BranchSource } from './branch-source';
import type { HistoryCut } from './history-cut';

/** What the row of a fork says of itself. */
export interface ForkRowFacts {
  threadId: string;
  /** Absolute, as Codex spells the home. */
  rolloutPath: string;
  atMs: number;
  source: string;
  cwd: string;
  git: { sha: string | null; branch: string | null; originUrl: string | null } | null;
  /** Null: the name is not inherited. */
  name: string | null;
  /** Tokens that the copied history tells; a paginated fork starts from none. */
  tokensUsed: number;
}

/** Columns that a fork takes over from its source as they are. */
const inherited = [
  'model_provider',
  'sandbox_policy',
  'approval_mode',
  'cli_version',
  'model',
  'reasoning_effort',
  'history_mode',
  'originator',
  'creator_user_id',
  'creator_account_id',
  'daybreak_enabled',
  'project_id',
] as const;

/**
 * The row of a fork, as 0.133, 0.150 and 0.169 insert it; null when the source has none to take it from: Codex makes
 * one itself then. Columns that the schema lacks are not in the source's row either.
 *
 * A paginated fork has no title and no first message until its own first turn.
 */
export function forkRow(source: BranchSource, cut: HistoryCut, facts: ForkRowFacts): Columns | null {
  const { row, dialect } = source;
  if (!row) return null;
  const paginated = dialect === 'paginated';
  const first = paginated || cut.kept.length === 0 ? '' : (row.first_user_message ?? '');
  const seconds = Math.floor(facts.atMs / 1000);
  const values: Columns = {
    id: facts.threadId,
    rollout_path: facts.rolloutPath,
    created_at: seconds,
    updated_at: seconds,
    source: facts.source,
    cwd: facts.cwd,
    title: paginated ? '' : (facts.name ?? first),
    tokens_used: facts.tokensUsed,
    has_user_event: 0,
    archived: 0,
    archived_at: null,
    git_sha: facts.git?.sha ?? null,
    git_branch: facts.git?.branch ?? null,
    git_origin_url: facts.git?.originUrl ?? null,
    first_user_message: first,
    agent_nickname: null,
    agent_role: null,
    agent_path: null,
    memory_mode: 'enabled',
    created_at_ms: facts.atMs,
    updated_at_ms: facts.atMs,
    recency_at: seconds,
    recency_at_ms: facts.atMs,
    name: paginated ? facts.name : null,
    // A fork of an agent's thread is a thread of its own.
    thread_source: row.thread_source === 'subagent' ? null : (row.thread_source ?? null),
    preview: cut.kept.length === 0 ? '' : row.preview || firstPrompt(source),
    is_pinned: 0,
    thread_section_id: null,
    section_position: null,
    section_entered_at_ms: null,
    attached_thread_parent_id: null,
    ...Object.fromEntries(inherited.map((column) => [column, row[column] ?? null])),
  };
  return Object.fromEntries(Object.entries(values).filter(([column]) => row[column] !== undefined));
}

/** Without a preview Codex would not list the fork; an agent's thread has none, but what its parent was asked. */
function firstPrompt({ view }: BranchSource): string {
  return view.composed.turns.find(({ turn }) => turn.prompt !== '')?.turn.prompt ?? '';
}
