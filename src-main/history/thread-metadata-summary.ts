import type { HiddenReason, ThreadSummary } from '../contracts/model/thread';
import type { ThreadMetadata } from './thread-metadata';
import { isInteractive, toWireSource } from './thread-metadata-source';
import type { Dialect } from './types';

/** What a thread's metadata does not tell, but its file and its home do. */
export interface SummaryPlace {
  /** Where Codex would say the file is; null for a thread without one. */
  path: string | null;
  /** Epoch ms, where the metadata has no creation. */
  createdAtMs: number;
  updatedAtMs: number;
  archived: boolean;
  sizeBytes: number;
  format: Dialect;
  turnCount: number | null;
  damaged: boolean;
  compressed: boolean;
  /** For threads that name no provider. */
  defaultProvider: string;
}

/** A thread's list entry from what its rollout tells alone, in the app-server's shape of 0.169. */
export function summarizeMetadata(
  id: string,
  metadata: ThreadMetadata | null,
  place: SummaryPlace,
): ThreadSummary {
  const written = metadata?.createdAt ? Date.parse(metadata.createdAt) : Number.NaN;
  const createdAtMs = Number.isNaN(written) ? place.createdAtMs : written;
  return {
    id,
    // The app-server answers this for every thread that is not loaded, whatever the file says.
    sessionId: id,
    name: null,
    preview: metadata?.preview ?? '',
    createdAt: seconds(createdAtMs),
    updatedAt: seconds(place.updatedAtMs),
    recencyAt: seconds(place.updatedAtMs),
    cwd: metadata?.cwd ?? '',
    gitInfo: metadata?.git ?? null,
    model: metadata?.model ?? null,
    modelProvider: metadata?.modelProvider ?? place.defaultProvider,
    reasoningEffort: metadata?.reasoningEffort ?? null,
    cliVersion: metadata?.cliVersion ?? '',
    source: toWireSource(metadata?.source),
    threadSource: metadata?.threadSource ?? null,
    originator: metadata?.originator ?? null,
    historyMode: metadata?.historyMode ?? 'legacy',
    path: place.path,
    forkedFromId: metadata?.forkedFromId ?? null,
    parentThreadId: metadata?.parentThreadId ?? null,
    attachedToThreadId: metadata?.attachedToThreadId ?? null,
    reviewOf: metadata?.reviewOf ?? null,
    agentNickname: metadata?.agentNickname ?? null,
    agentRole: metadata?.agentRole ?? null,
    projectId: null,
    section: null,
    sectionEnteredAt: null,
    ephemeral: false,
    status: { type: 'notLoaded' },
    canAcceptDirectInput: null,
    daybreakEnabled: null,
    environments: null,
    extra: null,
    turns: [],
    archived: place.archived,
    archivedAt: place.archived ? seconds(place.updatedAtMs) : null,
    createdAtMs,
    updatedAtMs: place.updatedAtMs,
    recencyAtMs: place.updatedAtMs,
    tokensUsed: metadata?.tokensUsed ?? null,
    turnCount: place.turnCount,
    sizeBytes: place.sizeBytes,
    format: place.format,
    hidden: [],
    damaged: place.damaged,
    compressed: place.compressed,
    memoryMode: metadata?.memoryMode ?? null,
    agentPath: metadata?.agentPath ?? null,
  };
}

/** Why Codex's own list leaves a thread out (formats.md 8.2), as far as its metadata tells. */
export function hiddenByMetadata(thread: ThreadSummary): HiddenReason[] {
  const reasons: HiddenReason[] = [];
  if (thread.preview === '') reasons.push('no_preview');
  if (!isInteractive(thread.source)) reasons.push('source');
  if (thread.format === 'bare') reasons.push('format');
  if (thread.attachedToThreadId !== null) reasons.push('attached');
  return reasons;
}

/** Epoch seconds as the app-server gives them: cut, not rounded. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
