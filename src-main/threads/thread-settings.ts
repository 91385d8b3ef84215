import type { GitInfo, Thread } from '../contracts/model/thread';
import type { CreateThreadParams } from '../store/types';

/** What a thread was loaded with. Stays as it is while the thread is loaded. */
export interface ThreadSettings {
  threadId: string;
  sessionId: string;
  forkedFromId: string | null;
  parentThreadId: string | null;
  source: Thread['source'];
  threadSource: string | null;
  originator: string | null;
  historyMode: string;
  cwd: string;
  modelProvider: string;
  gitInfo: GitInfo | null;
  path: string | null;
  createdAtMs: number;
}

/** Of a thread that is being made. Its path is not known before the store tells of it. */
export function settingsOfParams(params: CreateThreadParams, createdAtMs: number): ThreadSettings {
  const { threadId, sessionId, forkedFromId, parentThreadId, source, threadSource, originator } = params;
  const { historyMode, gitInfo, metadata } = params;
  const { cwd, modelProvider } = metadata;
  return {
    ...{ threadId, sessionId, forkedFromId, parentThreadId, source, threadSource, originator },
    ...{ historyMode, gitInfo, modelProvider, cwd: cwd ?? '', path: null, createdAtMs },
  };
}

/** Of a thread that is there. */
export function settingsOfThread(thread: Thread): ThreadSettings {
  const { id, sessionId, forkedFromId, parentThreadId, source, threadSource, originator } = thread;
  const { historyMode, cwd, modelProvider, gitInfo, path, createdAt, createdAtMs } = thread;
  return {
    ...{ threadId: id, sessionId, forkedFromId, parentThreadId, source, threadSource, originator },
    ...{ historyMode, cwd, modelProvider, gitInfo, path, createdAtMs: createdAtMs ?? createdAt * 1000 },
  };
}

/** Whether a thread is Codex's own business and hidden from everybody else. */
export function isInternal({ source }: ThreadSettings): boolean {
  return typeof source === 'object' && 'internal' in source;
}

/** A thread of which nothing is stored, in the app-server's shape. */
export function unstoredThread(settings: ThreadSettings, ephemeral: boolean): Thread {
  const { threadId, createdAtMs, ...rest } = settings;
  const at = Math.floor(createdAtMs / 1000);
  return {
    ...rest,
    ...{ id: threadId, name: null, preview: '', createdAt: at, updatedAt: at, recencyAt: at },
    ...{ model: null, reasoningEffort: null, cliVersion: '', attachedToThreadId: null },
    ...{ agentNickname: null, agentRole: null, projectId: null, section: null, sectionEnteredAt: null },
    ...{ ephemeral, status: { type: 'idle' }, canAcceptDirectInput: null, daybreakEnabled: null },
    ...{ environments: null, extra: null, turns: [] },
  };
}
