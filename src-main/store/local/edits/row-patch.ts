import { normalizePath } from '../../../history/normalize-path';
import { redactUrl } from '../../../history/redact-url';
import { sourceInFile } from '../../../history/write/thread-header';
import type { GitInfoPatch, ThreadMetadataPatch } from '../../types';
import type { Columns, ColumnValue } from '../steps/step';

/** The columns of `threads` that a patch sets (thread-store.md 3.7.2), but for the name, whose place the dialect decides. */
export function patchedColumns(patch: ThreadMetadataPatch, row: Columns | null): Columns {
  const { gitInfo, createdAt, updatedAt, advanceRecencyAt, cwd, source, tokensUsed, permissionProfile } =
    patch;
  return defined({
    title: patch.title,
    rollout_path: patch.rolloutPath,
    preview: patch.preview,
    first_user_message: patch.firstUserMessage,
    model_provider: patch.modelProvider,
    model: patch.model,
    reasoning_effort: patch.reasoningEffort,
    thread_source: patch.threadSource,
    agent_nickname: patch.agentNickname,
    agent_role: patch.agentRole,
    agent_path: patch.agentPath,
    project_id: patch.projectId,
    cli_version: patch.cliVersion,
    approval_mode: patch.approvalMode,
    memory_mode: patch.memoryMode,
    cwd: cwd === undefined ? undefined : normalizePath(cwd),
    source: source === undefined ? undefined : sourceColumn(source),
    tokens_used: tokensUsed === undefined ? undefined : Math.max(0, tokensUsed),
    sandbox_policy: permissionProfile === undefined ? undefined : JSON.stringify(permissionProfile),
    ...instant('created_at', createdAt),
    ...instant('updated_at', updatedAt),
    ...instant('recency_at', laterThan(advanceRecencyAt, row)),
    ...gitColumns(gitInfo ?? {}),
  });
}

function gitColumns({ sha, branch, originUrl }: GitInfoPatch): Record<string, string | null | undefined> {
  const origin = originUrl === undefined ? undefined : redactUrl(originUrl);
  return { git_sha: sha, git_branch: branch, git_origin_url: origin };
}

function sourceColumn(source: NonNullable<ThreadMetadataPatch['source']>): string {
  const inFile = sourceInFile(source);
  return typeof inFile === 'string' ? inFile : JSON.stringify(inFile);
}

/** Both columns in one statement: triggers of Codex would make whole seconds of one alone (formats.md 7.3). */
function instant(column: string, at: Date | undefined): Record<string, number> {
  if (at === undefined) return {};
  return { [column]: Math.floor(at.getTime() / 1000), [`${column}_ms`]: at.getTime() };
}

/** Recency never goes back. */
function laterThan(at: Date | undefined, row: Columns | null): Date | undefined {
  const stored = row?.recency_at_ms;
  return at !== undefined && typeof stored === 'number' && stored >= at.getTime() ? undefined : at;
}

function defined(values: Record<string, ColumnValue | undefined>): Columns {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, ColumnValue] => entry[1] !== undefined),
  );
}
