import type { GitInfoPatch, RolloutItem, ThreadMetadataPatch } from '../store/types';
import { type JsonObject, number, object, string } from '../history/json';
import { previewOfContent, previewOfEvent } from '../history/thread-metadata-preview';
import { toWireSource } from '../history/thread-metadata-source';

/** What one item says about its thread. */
export interface Observation {
  /** Counts whatever was known before. */
  facts: ThreadMetadataPatch;
  /** Counts where nothing was known: the first one wins. */
  firsts: FirstFacts;
}

/** Fields that keep the first value that was told. */
export type FirstFacts = Pick<ThreadMetadataPatch, 'cwd' | 'preview' | 'firstUserMessage' | 'title'>;

/**
 * What an appended item implies for the thread's metadata (thread-store.md 4.3), both dialects; null: nothing but
 * that something happened.
 */
export function observeItem(item: RolloutItem, threadId: string, now: Date): Observation | null {
  const payload = object(item.payload) ?? {};
  switch (item.type) {
    case 'session_meta':
      // The header of another thread was copied along by a fork.
      return payload.id === threadId ? { facts: metaFacts(payload), firsts: {} } : null;
    case 'turn_context':
      return settings({ ...payload, reasoning_effort: payload.effort }, payload.sandbox_policy);
    case 'event_msg':
      return event(payload, threadId, now);
    default:
      return null;
  }
}

function event(payload: JsonObject, threadId: string, now: Date): Observation | null {
  switch (payload.type) {
    case 'task_started':
    case 'turn_started':
      return { facts: { advanceRecencyAt: now }, firsts: {} };
    case 'user_message':
      return message(previewOfEvent(payload), string(payload.message));
    case 'item_completed': {
      const item = object(payload.item);
      // A parent's file holds the items of its inline reviewer as well.
      const isForeign = typeof payload.thread_id === 'string' && payload.thread_id !== threadId;
      if (item?.type !== 'UserMessage' || isForeign) return null;
      return message(previewOfContent(item.content), textOf(item.content));
    }
    case 'token_count': {
      const total = number(object(object(payload.info)?.total_token_usage)?.total_tokens);
      return total === null ? null : { facts: { tokensUsed: Math.max(0, total) }, firsts: {} };
    }
    case 'thread_goal_updated': {
      const objective = string(object(payload.goal)?.objective);
      return objective ? { facts: {}, firsts: { preview: objective } } : null;
    }
    case 'thread_settings_applied': {
      const applied = object(payload.thread_settings);
      return applied && settings(applied, undefined);
    }
    default:
      return null;
  }
}

function metaFacts(meta: JsonObject): ThreadMetadataPatch {
  const git = object(meta.git);
  const createdAt = new Date(string(meta.timestamp) ?? Number.NaN);
  const { memory_mode: memoryMode } = meta;
  return {
    ...filled({
      threadSource: meta.thread_source,
      agentNickname: meta.agent_nickname,
      agentRole: meta.agent_role ?? meta.agent_type,
      agentPath: meta.agent_path,
      modelProvider: meta.model_provider,
      cliVersion: meta.cli_version,
      cwd: meta.cwd,
    }),
    ...(meta.source !== undefined && { source: toWireSource(meta.source) }),
    ...(!Number.isNaN(createdAt.getTime()) && { createdAt }),
    ...(git && { gitInfo: gitFacts(git) }),
    ...((memoryMode === 'enabled' || memoryMode === 'disabled') && { memoryMode }),
  };
}

/** A git object counts as a whole: a key that it lacks was cleared. */
function gitFacts(git: JsonObject): GitInfoPatch {
  return {
    sha: string(git.commit_hash),
    branch: string(git.branch),
    originUrl: string(git.repository_url),
  };
}

function settings(applied: JsonObject, sandbox: unknown): Observation {
  const { reasoning_effort: effort } = applied;
  const permissionProfile = applied.permission_profile ?? sandbox;
  const facts: ThreadMetadataPatch = {
    ...filled({
      model: applied.model,
      modelProvider: applied.model_provider_id,
      approvalMode: applied.approval_policy,
    }),
    ...(effort !== undefined && { reasoningEffort: string(effort) }),
    ...(permissionProfile !== undefined && permissionProfile !== null && { permissionProfile }),
  };
  return { facts, firsts: filled({ cwd: applied.cwd }) };
}

/** A title is made of words: a picture alone gives a preview only. */
function message(preview: string | null, text: string | null): Observation | null {
  if (preview === null) return null;
  const title = text?.trim() ? { title: preview } : {};
  return { facts: {}, firsts: { preview, firstUserMessage: preview, ...title } };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content.map((part) => (object(part)?.type === 'text' ? string(object(part)?.text) : '')).join('');
}

/** The entries that are texts with something in them. */
function filled<Key extends string>(values: Record<Key, unknown>): Partial<Record<Key, string>> {
  const entries = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '');
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
}
