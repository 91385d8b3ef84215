import type { GitInfo, Thread } from '../contracts/model/thread';
import type { CreateThreadParams, ForkBoundary, PreparedFork } from '../store/types';
import { object, string } from '../history/json';
import { newId } from './new-id';

/** What a new thread is started with. */
export interface StartThreadOptions {
  cwd: string;
  modelProvider: string;
  historyMode: 'legacy' | 'paginated';
  originator: string;
  source?: Thread['source'];
  threadSource?: string;
  baseInstructions?: unknown;
  dynamicTools?: unknown[];
  memoryMode?: 'enabled' | 'disabled';
  /** Of the repository at `cwd`; threads do no I/O of their own. */
  gitInfo?: GitInfo;
  /** The thread that spawned it, whose session it belongs to. */
  parent?: { threadId: string; sessionId: string };
  /** An id that was made before. */
  threadId?: string;
  /** In memory only. */
  ephemeral?: boolean;
}

export interface ForkThreadOptions {
  threadId: string;
  /** The end of the thread when absent. */
  boundary?: ForkBoundary;
  /** The directory of the source when absent. */
  cwd?: string;
  /** Of the repository at `cwd`; what the source has when both are absent. */
  gitInfo?: GitInfo;
  ephemeral?: boolean;
  excludeTurns?: boolean;
}

export function startParams(options: StartThreadOptions): CreateThreadParams {
  const { cwd, modelProvider, memoryMode = 'enabled', historyMode, originator, parent } = options;
  const threadId = options.threadId ?? newId();
  return {
    ...{ threadId, historyMode, originator, forkedFromId: null, historyBase: null },
    sessionId: parent?.sessionId ?? threadId,
    parentThreadId: parent?.threadId ?? null,
    source: options.source ?? 'vscode',
    threadSource: options.threadSource ?? null,
    baseInstructions: options.baseInstructions ?? null,
    dynamicTools: options.dynamicTools ?? [],
    gitInfo: options.gitInfo ?? null,
    metadata: { cwd, modelProvider, memoryMode },
  };
}

/** A fork is a thread of its own: it inherits how its source was set up, not who spawned it. */
export function forkParams(
  options: ForkThreadOptions,
  source: Thread,
  prepared: Pick<PreparedFork, 'header' | 'historyMode' | 'historyBase'> & { forkId?: string },
): CreateThreadParams {
  const { header, historyMode, historyBase, forkId } = prepared;
  const threadId = newId();
  const threadSource = string(header.thread_source);
  return {
    ...{ threadId, sessionId: threadId, forkedFromId: source.id, parentThreadId: null },
    ...{ historyMode, historyBase, ...(forkId !== undefined && { forkId }) },
    source: typeof source.source === 'string' ? source.source : 'vscode',
    threadSource: threadSource === 'subagent' ? null : threadSource,
    originator: string(header.originator) ?? source.originator ?? 'skein',
    baseInstructions: object(header.base_instructions),
    dynamicTools: Array.isArray(header.dynamic_tools) ? header.dynamic_tools : [],
    gitInfo: options.gitInfo ?? (options.cwd === undefined ? source.gitInfo : null),
    metadata: {
      cwd: options.cwd ?? source.cwd,
      modelProvider: source.modelProvider,
      memoryMode: 'enabled',
    },
  };
}
