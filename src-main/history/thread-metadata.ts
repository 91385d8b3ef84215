import type { RecordRef } from '../contracts/model/record';
import type { GitInfo } from '../contracts/model/thread';
import { type JsonObject, object } from './json';
import { normalizePath } from './normalize-path';
import { redactUrl } from './redact-url';
import { previewOfBareLine, previewOfContent, previewOfEvent } from './thread-metadata-preview';
import type { RolloutRecord } from './types';

/**
 * What the records of one rollout file tell about its thread. Null: the file does not say.
 *
 * Only the file's own view: rows, names of the index and bases of a lineage are put over it by whoever lists.
 */
export interface ThreadMetadata {
  id: string | null;
  sessionId: string | null;
  /** The thread's creation as written, ISO; may be earlier than the file's first line. */
  createdAt: string | null;
  /** Where the thread started: of session_meta, else of the first turn. Absolute, `..` resolved. */
  cwd: string | null;
  modelProvider: string | null;
  cliVersion: string | null;
  originator: string | null;
  /** In the file's spelling (`mcp`, `subagent`); null stands for `vscode` (formats.md 2.3). */
  source: unknown;
  threadSource: string | null;
  agentNickname: string | null;
  agentRole: string | null;
  agentPath: string | null;
  forkedFromId: string | null;
  /** Only newer releases write it; older ones tell the parent of an agent in `source`. */
  parentThreadId: string | null;
  /** The thread this one is a side conversation of. */
  attachedToThreadId: string | null;
  /** The thread that this one is a detached review of: a fork with a finished review of its own. */
  reviewOf: string | null;
  /** `legacy`, `paginated` or what a newer Codex wrote; null in files without envelopes. */
  historyMode: string | null;
  git: GitInfo | null;
  /** Of the last session_meta of any id that has one: upstream lets a copied parent's line count, too. */
  memoryMode: string | null;
  model: string | null;
  reasoningEffort: string | null;
  firstUserMessage: string | null;
  preview: string | null;
  tokensUsed: number | null;
}

/** One git object that a line of the thread's own wrote, with the line. */
export interface GitVersion {
  git: GitInfo | null;
  /** Time of the line, ISO; null in files without envelopes. */
  at: string | null;
  record: RecordRef;
}

/** Plain data from which an extractor goes on. */
export interface SavedMetadata {
  value: ThreadMetadata;
  /** The record that each present value comes from. */
  provenance: Partial<Record<keyof ThreadMetadata, RecordRef>>;
  /** Every git object in file order; the last one counts, the first is what a list of Codex falls back to. */
  gitVersions: GitVersion[];
  /** Ordinals below it are a parent's prefix inside a sub-agent's file. */
  ownFrom: number;
  /** Turn that was begun last, of the legacy dialect. */
  turnId: string | null;
}

/** Takes a file's records one by one, in order. */
export interface MetadataExtractor extends Readonly<Omit<SavedMetadata, 'ownFrom' | 'turnId'>> {
  push(record: RolloutRecord, ref: RecordRef): void;
  save(): SavedMetadata;
}

/** Facts that a rollout's records imply for its thread (thread-store.md 3.12, formats.md 4). Pure; works for every dialect. */
export function createMetadataExtractor(saved?: SavedMetadata): MetadataExtractor {
  const state = saved ? structuredClone(saved) : emptyState();
  const { value, provenance, gitVersions } = state;

  function set<Key extends keyof ThreadMetadata>(key: Key, next: ThreadMetadata[Key], ref: RecordRef): void {
    value[key] = next;
    provenance[key] = ref;
  }
  /** Absent, null, empty or of another type means: no change. */
  function text(key: TextKey, next: unknown, ref: RecordRef): void {
    if (typeof next === 'string' && next !== '') set(key, next, ref);
  }

  function sessionMeta(meta: JsonObject, at: string | null, ref: RecordRef): void {
    text('memoryMode', meta.memory_mode, ref);
    if (value.id === null) identity(meta, ref);
    else if (meta.id !== value.id) return;
    text('cwd', pathOf(meta.cwd), ref);
    text('modelProvider', meta.model_provider, ref);
    text('cliVersion', meta.cli_version, ref);
    text('originator', meta.originator, ref);
    text('threadSource', meta.thread_source, ref);
    text('agentNickname', meta.agent_nickname, ref);
    text('agentRole', meta.agent_role ?? meta.agent_type, ref);
    text('agentPath', meta.agent_path, ref);
    if (meta.source !== undefined && meta.source !== null) set('source', meta.source, ref);
    git(meta.git, at, ref);
  }

  /** Only the first session_meta decides who the thread is and what it descends from. */
  function identity(meta: JsonObject, ref: RecordRef): void {
    text('id', meta.id, ref);
    text('sessionId', meta.session_id, ref);
    text('createdAt', meta.timestamp, ref);
    text('forkedFromId', meta.forked_from_id, ref);
    text('parentThreadId', meta.parent_thread_id, ref);
    if (meta.attached_thread === true) text('attachedToThreadId', meta.forked_from_id, ref);
    set('historyMode', typeof meta.history_mode === 'string' ? meta.history_mode : 'legacy', ref);
    if (typeof meta.subagent_history_start_ordinal === 'number') {
      state.ownFrom = meta.subagent_history_start_ordinal;
    }
  }

  /** A git object counts as a whole: a key that it lacks was cleared (observed.md 3). No object: no change. */
  function git(written: unknown, at: string | null, ref: RecordRef): void {
    const parts = object(written);
    if (!parts) return;
    const info = {
      sha: stringOrNull(parts.commit_hash),
      branch: stringOrNull(parts.branch),
      originUrl: redactUrl(stringOrNull(parts.repository_url)),
    };
    const known = info.sha !== null || info.branch !== null || info.originUrl !== null;
    gitVersions.push({ git: known ? info : null, at, record: ref });
    set('git', known ? info : null, ref);
  }

  function userMessage(preview: string | null, ref: RecordRef): void {
    if (preview === null) return;
    if (value.firstUserMessage === null) set('firstUserMessage', preview, ref);
    if (value.preview === null) set('preview', preview, ref);
  }

  function event(payload: JsonObject, ordinal: number | null, ref: RecordRef): void {
    switch (payload.type) {
      case 'user_message':
        return userMessage(previewOfEvent(payload), ref);
      case 'item_completed': {
        const item = object(payload.item);
        if (item?.type === 'ExitedReviewMode' && payload.thread_id === value.id) return review(ref);
        if (item?.type !== 'UserMessage' || (ordinal !== null && ordinal < state.ownFrom)) return;
        // A parent's file holds the items of its inline reviewer as well.
        if (typeof payload.thread_id === 'string' && payload.thread_id !== value.id) return;
        return userMessage(previewOfContent(item.content), ref);
      }
      case 'task_started':
        state.turnId = stringOrNull(payload.turn_id);
        return;
      case 'exited_review_mode':
        if (isOwnTurn(stringOrNull(payload.turn_id) ?? state.turnId, value.id)) review(ref);
        return;
      case 'token_count': {
        const total = object(object(payload.info)?.total_token_usage)?.total_tokens;
        if (typeof total === 'number') set('tokensUsed', total, ref);
        return;
      }
      case 'thread_goal_updated':
        if (value.preview === null) text('preview', object(payload.goal)?.objective, ref);
        return;
      case 'thread_settings_applied': {
        const settings = object(payload.thread_settings);
        if (!settings) return;
        text('modelProvider', settings.model_provider_id, ref);
        turnSettings(settings.model, settings.reasoning_effort, settings.cwd, ref);
      }
    }
  }

  function review(ref: RecordRef): void {
    if (value.forkedFromId !== null) set('reviewOf', value.forkedFromId, ref);
  }

  function turnSettings(model: unknown, effort: unknown, cwd: unknown, ref: RecordRef): void {
    text('model', model, ref);
    set('reasoningEffort', stringOrNull(effort), ref);
    if (value.cwd === null) text('cwd', pathOf(cwd), ref);
  }

  return {
    value,
    provenance,
    gitVersions,
    save: () => structuredClone(state),
    push(record, ref) {
      const { payload } = record;
      if (record.type === 'session_meta') sessionMeta(payload, record.timestamp, ref);
      else if (record.type === 'event_msg') event(payload, record.ordinal, ref);
      else if (record.type === 'turn_context') turnSettings(payload.model, payload.effort, payload.cwd, ref);
      else if (record.type === 'bare') bare(record.raw, ref);
    },
  };

  /** Files without envelopes: the first line is the meta, the rest are response items (formats.md 2.6). */
  function bare(line: JsonObject, ref: RecordRef): void {
    if (value.id !== null) return userMessage(previewOfBareLine(line), ref);
    if (typeof line.id !== 'string' || line.type !== undefined) return;
    text('id', line.id, ref);
    text('createdAt', line.timestamp, ref);
    git(line.git, null, ref);
  }
}

type TextKey = {
  [Key in keyof ThreadMetadata]: string | null extends ThreadMetadata[Key] ? Key : never;
}[keyof ThreadMetadata];

function emptyState(): SavedMetadata {
  return {
    value: {
      id: null,
      sessionId: null,
      createdAt: null,
      cwd: null,
      modelProvider: null,
      cliVersion: null,
      originator: null,
      source: null,
      threadSource: null,
      agentNickname: null,
      agentRole: null,
      agentPath: null,
      forkedFromId: null,
      parentThreadId: null,
      attachedToThreadId: null,
      reviewOf: null,
      historyMode: null,
      git: null,
      memoryMode: null,
      model: null,
      reasoningEffort: null,
      firstUserMessage: null,
      preview: null,
      tokensUsed: null,
    },
    provenance: {},
    gitVersions: [],
    ownFrom: 0,
    turnId: null,
  };
}

function pathOf(cwd: unknown): string | null {
  return typeof cwd === 'string' ? normalizePath(cwd) : null;
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A legacy fork begins with its source's turns, which are older than the fork; both ids tell their time (UUIDs of version 7). */
function isOwnTurn(turnId: string | null, threadId: string | null): boolean {
  const times = [turnId, threadId].map((id) => (id?.[14] === '7' ? id.slice(0, 13) : null));
  const [turn, thread] = times;
  return Boolean(turn && thread && turn >= thread);
}
