/** One row of `threads` (formats.md 7.3). Null: the column is NULL, of another type, or not in this schema. */
export interface ThreadRow {
  id: string;
  /** Absolute, plain `.jsonl` name; stale when the home was moved. */
  rolloutPath: string;
  /** Epoch ms; whole seconds where the schema or the row has no better. */
  createdAtMs: number;
  updatedAtMs: number;
  /** Null where the schema does not know it or it is 0. */
  recencyAtMs: number | null;
  /** A plain word or JSON. */
  source: string;
  modelProvider: string;
  cwd: string;
  title: string;
  tokensUsed: number;
  archived: boolean;
  /** Epoch seconds. */
  archivedAt: number | null;
  gitSha: string | null;
  gitBranch: string | null;
  gitOriginUrl: string | null;
  cliVersion: string;
  firstUserMessage: string;
  preview: string;
  agentNickname: string | null;
  agentRole: string | null;
  agentPath: string | null;
  memoryMode: string | null;
  model: string | null;
  reasoningEffort: string | null;
  threadSource: string | null;
  historyMode: string | null;
  /** The explicit name of a paginated thread. */
  name: string | null;
  sectionId: string | null;
  sectionEnteredAtMs: number | null;
  projectId: string | null;
  originator: string | null;
  daybreakEnabled: boolean | null;
  attachedToThreadId: string | null;
}

/** Without one of these the rows are no threads to us: every release that has the table has them. */
export const requiredColumns = [
  'id',
  'rollout_path',
  'created_at',
  'updated_at',
  'source',
  'model_provider',
  'cwd',
  'title',
  'archived',
] as const;

/** Later releases added these one by one. */
export const optionalColumns = [
  'created_at_ms',
  'updated_at_ms',
  'recency_at',
  'recency_at_ms',
  'tokens_used',
  'archived_at',
  'git_sha',
  'git_branch',
  'git_origin_url',
  'cli_version',
  'first_user_message',
  'preview',
  'agent_nickname',
  'agent_role',
  'agent_path',
  'memory_mode',
  'model',
  'reasoning_effort',
  'thread_source',
  'history_mode',
  'name',
  'thread_section_id',
  'section_entered_at_ms',
  'project_id',
  'originator',
  'daybreak_enabled',
  'attached_thread_parent_id',
] as const;

/** A row as SQLite gives it, by column name. */
export type RawRow = Record<string, unknown>;

export function toThreadRow(raw: RawRow): ThreadRow {
  return {
    id: text(raw.id),
    rolloutPath: text(raw.rollout_path),
    createdAtMs: milliseconds(raw.created_at_ms, raw.created_at),
    updatedAtMs: milliseconds(raw.updated_at_ms, raw.updated_at),
    recencyAtMs: milliseconds(raw.recency_at_ms, raw.recency_at) || null,
    source: text(raw.source),
    modelProvider: text(raw.model_provider),
    cwd: text(raw.cwd),
    title: text(raw.title),
    tokensUsed: number(raw.tokens_used) ?? 0,
    archived: raw.archived === 1,
    archivedAt: number(raw.archived_at),
    gitSha: textOrNull(raw.git_sha),
    gitBranch: textOrNull(raw.git_branch),
    gitOriginUrl: textOrNull(raw.git_origin_url),
    cliVersion: text(raw.cli_version),
    firstUserMessage: text(raw.first_user_message),
    preview: text(raw.preview),
    agentNickname: textOrNull(raw.agent_nickname),
    agentRole: textOrNull(raw.agent_role),
    agentPath: textOrNull(raw.agent_path),
    memoryMode: textOrNull(raw.memory_mode),
    model: textOrNull(raw.model),
    reasoningEffort: textOrNull(raw.reasoning_effort),
    threadSource: textOrNull(raw.thread_source),
    historyMode: textOrNull(raw.history_mode),
    name: textOrNull(raw.name),
    sectionId: textOrNull(raw.thread_section_id),
    sectionEnteredAtMs: number(raw.section_entered_at_ms),
    projectId: textOrNull(raw.project_id),
    originator: textOrNull(raw.originator),
    daybreakEnabled:
      raw.daybreak_enabled === null || raw.daybreak_enabled === undefined ? null : raw.daybreak_enabled === 1,
    attachedToThreadId: textOrNull(raw.attached_thread_parent_id),
  };
}

/** Whether two rows say the same; then the older object is kept, so that what was made of it stays valid. */
export function sameRow(a: ThreadRow, b: ThreadRow): boolean {
  for (const key in a) if (a[key as keyof ThreadRow] !== b[key as keyof ThreadRow]) return false;
  return true;
}

function milliseconds(ms: unknown, seconds: unknown): number {
  return number(ms) || (number(seconds) ?? 0) * 1000;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
