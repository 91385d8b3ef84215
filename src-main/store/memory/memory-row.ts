import type { ThreadSummary } from '../../contracts/model/thread';
import { hiddenByMetadata, seconds } from '../../history/thread-metadata-summary';
import { mergePatches } from '../metadata-patch';
import type { ThreadMetadataPatch } from '../types';

/** What is known of a thread besides its rollouts. */
export interface MemoryRow {
  /** Every patch so far, as one. */
  patch: ThreadMetadataPatch;
  archivedAtMs: number | null;
}

/** The row after one more patch. Git counts per field, and recency never goes back. */
export function updateRow(row: MemoryRow, patch: ThreadMetadataPatch): MemoryRow {
  const merged = mergePatches(row.patch, patch);
  const [before, after] = [row.patch.advanceRecencyAt, patch.advanceRecencyAt];
  if (before && after && after < before) merged.advanceRecencyAt = before;
  return { ...row, patch: merged };
}

/** What the rollouts tell, with the row over it: of whatever both know, the row counts. */
export function overlayRow(told: ThreadSummary, { patch, archivedAtMs }: MemoryRow): ThreadSummary {
  const { gitInfo, createdAt, updatedAt, advanceRecencyAt, preview, firstUserMessage, ...others } = patch;
  const {
    rolloutPath: _path,
    title: _title,
    approvalMode: _mode,
    permissionProfile: _profile,
    ...rest
  } = others;
  const createdAtMs = createdAt?.getTime() ?? told.createdAtMs;
  const updatedAtMs = updatedAt?.getTime() ?? told.updatedAtMs;
  const recencyAtMs = advanceRecencyAt?.getTime() ?? told.recencyAtMs;
  const git = { ...(told.gitInfo ?? { sha: null, branch: null, originUrl: null }), ...gitInfo };
  const thread: ThreadSummary = {
    ...told,
    ...rest,
    ...{ createdAtMs, updatedAtMs, recencyAtMs },
    preview: (preview ?? told.preview) || (firstUserMessage ?? ''),
    gitInfo: git.sha === null && git.branch === null && git.originUrl === null ? null : git,
    createdAt: createdAtMs === null ? told.createdAt : seconds(createdAtMs),
    updatedAt: updatedAtMs === null ? told.updatedAt : seconds(updatedAtMs),
    recencyAt: recencyAtMs === null ? told.recencyAt : seconds(recencyAtMs),
    ...(told.archived && archivedAtMs !== null && { archivedAt: seconds(archivedAtMs) }),
  };
  return { ...thread, hidden: hiddenByMetadata(thread) };
}
