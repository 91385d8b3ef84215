import type { GitInfo, ThreadSummary } from '../../../contracts/model/thread';
import { redactUrl } from '../../../history/redact-url';
import { seconds } from '../../../history/thread-metadata-summary';
import { sourceOfColumn } from '../../../history/thread-metadata-source';
import type { StateSnapshot } from '../state-db/state-snapshot';
import type { ThreadRow } from '../state-db/thread-row';

/**
 * Puts what the state database says over what the file says (thread-store.md 3.5.2): the row wins where it
 * has a value. A git column that is NULL was cleared; upstream's list brings the first line's value back there.
 *
 * @param isRead whether `file` comes from the records of a file, and not only from its place
 */
export function overlayRow(
  file: ThreadSummary,
  row: ThreadRow,
  state: StateSnapshot,
  isRead: boolean,
): ThreadSummary {
  const { createdAtMs, updatedAtMs } = row;
  const recencyAtMs = row.recencyAtMs ?? updatedAtMs;
  const hasFile = file.path !== null;
  return {
    ...file,
    preview: row.preview || row.firstUserMessage || file.preview,
    createdAt: seconds(createdAtMs),
    updatedAt: seconds(updatedAtMs),
    recencyAt: seconds(recencyAtMs),
    cwd: row.cwd || file.cwd,
    gitInfo: state.columns.has('git_branch') ? gitOf(row) : file.gitInfo,
    model: row.model ?? file.model,
    modelProvider: row.modelProvider || file.modelProvider,
    reasoningEffort: row.model === null ? file.reasoningEffort : row.reasoningEffort,
    cliVersion: file.cliVersion || row.cliVersion,
    source: isRead ? file.source : sourceOfColumn(row.source),
    threadSource: row.threadSource ?? file.threadSource,
    originator: row.originator ?? file.originator,
    historyMode: isRead ? file.historyMode : (row.historyMode ?? file.historyMode),
    path: file.path ?? row.rolloutPath,
    parentThreadId: isRead ? file.parentThreadId : (state.spawnParents.get(row.id) ?? null),
    attachedToThreadId: row.attachedToThreadId ?? file.attachedToThreadId,
    agentNickname: row.agentNickname ?? file.agentNickname,
    agentRole: row.agentRole ?? file.agentRole,
    agentPath: row.agentPath ?? file.agentPath,
    projectId: row.projectId,
    section: (row.sectionId !== null && state.sections.get(row.sectionId)) || null,
    sectionEnteredAt: row.sectionEnteredAtMs === null ? null : seconds(row.sectionEnteredAtMs),
    daybreakEnabled: row.daybreakEnabled,
    archived: hasFile ? file.archived : row.archived,
    archivedAt: archivedAt(file, row),
    createdAtMs,
    updatedAtMs,
    recencyAtMs,
    // A row of 0 is what a thread starts with, and what 0.133 makes of a thread it cannot read.
    tokensUsed: row.tokensUsed || file.tokensUsed,
    memoryMode: row.memoryMode ?? file.memoryMode,
  };
}

function gitOf(row: ThreadRow): GitInfo | null {
  if (row.gitSha === null && row.gitBranch === null && row.gitOriginUrl === null) return null;
  return { sha: row.gitSha, branch: row.gitBranch, originUrl: redactUrl(row.gitOriginUrl) };
}

function archivedAt(file: ThreadSummary, row: ThreadRow): number | null {
  const archived = file.path === null ? row.archived : file.archived;
  return archived ? (row.archivedAt ?? file.archivedAt) : null;
}
