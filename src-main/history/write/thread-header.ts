import type { SessionSource } from '../../contracts/model/thread';
import { object, string } from '../json';
import type { HistoryBase } from '../types';
import { metaBase } from './fork-meta';
import type { WrittenItem } from './rollout-line';
import { gitOfMeta, type MetaGit } from './session-meta';

/** What a new thread is made with. */
export interface NewThreadFacts {
  threadId: string;
  sessionId: string;
  forkedFromId: string | null;
  parentThreadId: string | null;
  /** In the app-server's spelling. */
  source: SessionSource;
  threadSource: string | null;
  originator: string;
  baseInstructions: unknown;
  dynamicTools: unknown[];
  historyMode: 'legacy' | 'paginated';
  historyBase: HistoryBase | null;
  gitInfo: MetaGit | null;
  metadata: { cwd: string | null; modelProvider: string; memoryMode: 'enabled' | 'disabled' };
}

/** The release whose form our own headers have; readers of other releases pass over what they do not know. */
const writtenAs = '0.169.0';

/** What a fork takes over from its source's header; all else there is about the source alone. */
const inheritable = [
  'creator_user_id',
  'creator_account_id',
  'base_instructions',
  'instructions',
  'dynamic_tools',
  'selected_capability_roots',
  'multi_agent_version',
];

/**
 * The session_meta of a new thread as 0.169 writes it, the same in both dialects but for what names the dialect.
 *
 * @param inherited header fields of a fork's source, where the caller gives none
 */
export function threadHeader(
  params: NewThreadFacts,
  facts: { createdAt: Date; windowId: string; inherited?: Record<string, unknown> },
): WrittenItem {
  const { threadId, forkedFromId, historyBase, metadata, gitInfo } = params;
  const source = sourceInFile(params.source);
  const inherited = facts.inherited ?? {};
  const spawn = object(object(object(source)?.subagent)?.thread_spawn);
  const given = (key: string, value: unknown) =>
    value === null || value === undefined ? {} : { [key]: value };
  const fields = {
    account_scoped: true,
    session_id: params.sessionId,
    id: threadId,
    ...given('forked_from_id', forkedFromId),
    ...(forkedFromId !== null && given('forked_from_ordinal_exclusive', historyBase?.endOrdinalExclusive)),
    ...given('parent_thread_id', params.parentThreadId),
    timestamp: facts.createdAt.toISOString(),
    cwd: metadata.cwd,
    runtime_workspace_roots: [metadata.cwd],
    originator: params.originator,
    cli_version: writtenAs,
    source,
    ...given('thread_source', params.threadSource),
    ...given('agent_nickname', string(spawn?.agent_nickname)),
    ...given('agent_role', string(spawn?.agent_role)),
    ...given('agent_path', string(spawn?.agent_path)),
    model_provider: metadata.modelProvider,
    ...given('base_instructions', params.baseInstructions),
    ...(params.dynamicTools.length > 0 && { dynamic_tools: params.dynamicTools }),
    ...(metadata.memoryMode === 'disabled' &&
      params.historyMode === 'legacy' && { memory_mode: metadata.memoryMode }),
    history_mode: params.historyMode,
    ...(historyBase && { history_base: metaBase(historyBase) }),
  };
  return {
    type: 'session_meta',
    payload: {
      ...fields,
      ...Object.fromEntries(
        inheritable.filter((key) => !(key in fields) && key in inherited).map((key) => [key, inherited[key]]),
      ),
      context_window: { window_id: facts.windowId },
      ...(gitInfo && { git: gitOfMeta(gitInfo) }),
    },
  };
}

/** The app-server's spelling of a source as rollouts spell it (formats.md 2.3). */
export function sourceInFile(source: SessionSource): unknown {
  if (source === 'appServer') return 'mcp';
  const parts = object(source);
  return parts && 'subAgent' in parts ? { subagent: parts.subAgent } : source;
}
