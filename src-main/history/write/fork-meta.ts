import type { HistoryBase } from '../types';
import { gitOfMeta, type MetaGit } from './session-meta';
import type { WrittenItem } from './rollout-line';

/** What a fork's header says of itself; all else it inherits from its source. */
export interface ForkFacts {
  threadId: string;
  /** Creation, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  timestamp: string;
  cwd: string;
  /** Null: not in a repository. */
  git: MetaGit | null;
  /** Id of the fork's first context window; written where the source's header has one. */
  windowId: string;
  /** Paginated forks that inherit something: where in which file. */
  base: HistoryBase | null;
  /** As the source's turns tell it; written by the releases that have `session_id`. */
  multiAgentVersion: string | null;
}

/**
 * The header of a fork, as the release that wrote the source writes it (compared with 0.133, 0.150 and 0.169). What belongs to
 * the source alone (its own fork and base, agent, memory mode) is left out.
 *
 * @param source payload of the source's first session_meta
 */
export function forkMeta(source: Record<string, unknown>, facts: ForkFacts): WrittenItem {
  const { threadId, timestamp, cwd, git, base } = facts;
  const has = (key: string) => source[key] !== undefined;
  const keep = (...keys: string[]) =>
    Object.fromEntries(keys.filter(has).map((key) => [key, source[key]] as const));
  return {
    type: 'session_meta',
    payload: {
      ...keep('account_scoped'),
      ...(has('session_id') && { session_id: threadId }),
      id: threadId,
      forked_from_id: source.id,
      ...(base && { forked_from_ordinal_exclusive: base.endOrdinalExclusive }),
      timestamp,
      cwd,
      ...(has('runtime_workspace_roots') && { runtime_workspace_roots: [cwd] }),
      ...keep('originator', 'cli_version'),
      source: ownSource(source.source),
      ...(source.thread_source !== 'subagent' && keep('thread_source')),
      ...keep('creator_user_id', 'creator_account_id', 'model_provider', 'base_instructions', 'instructions'),
      ...keep('dynamic_tools', 'selected_capability_roots', 'history_mode'),
      ...(base && { history_base: metaBase(base) }),
      ...(has('session_id') &&
        facts.multiAgentVersion !== null && { multi_agent_version: facts.multiAgentVersion }),
      ...(has('context_window') && { context_window: { window_id: facts.windowId } }),
      ...(git && { git: gitOfMeta(git) }),
    },
  };
}

/** `history_base` as a header holds it. */
export function metaBase({ rolloutId, endOrdinalExclusive, endByteOffset }: HistoryBase) {
  return {
    thread_id: rolloutId,
    end_ordinal_exclusive: endOrdinalExclusive,
    end_byte_offset: endByteOffset,
  };
}

/** A fork of an agent's thread is a thread of its own; `vscode` is what Codex reads where nothing is said. */
function ownSource(source: unknown): unknown {
  return typeof source === 'string' ? source : 'vscode';
}
