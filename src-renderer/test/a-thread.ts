import type { ThreadSummary } from '@contracts/model/thread';

let made = 0;

/** A plausible row of the thread list; everything can be overridden. Times are in 2026. */
export function aThread(over: Partial<ThreadSummary> = {}): ThreadSummary {
  made += 1;
  const id = over.id ?? `01a20484-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const createdAt = over.createdAt ?? 1_790_000_000 + made * 60;
  const updatedAt = over.updatedAt ?? createdAt + 600;
  const recencyAt = over.recencyAt === undefined ? updatedAt : over.recencyAt;
  return {
    id,
    sessionId: id,
    name: null,
    preview: `Prompt of thread ${made}`,
    createdAt,
    updatedAt,
    recencyAt,
    cwd: '/home/ada/loom',
    gitInfo: { sha: 'a'.repeat(40), branch: 'main', originUrl: 'git@github.com:ada/loom.git' },
    model: 'gpt-5.2-codex',
    modelProvider: 'openai',
    reasoningEffort: 'medium',
    cliVersion: '0.169.0',
    source: 'cli',
    threadSource: null,
    originator: 'codex_cli_rs',
    historyMode: 'paginated',
    path: null,
    forkedFromId: null,
    parentThreadId: null,
    attachedToThreadId: null,
    agentNickname: null,
    agentRole: null,
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
    archived: false,
    archivedAt: null,
    createdAtMs: createdAt * 1000,
    updatedAtMs: updatedAt * 1000,
    recencyAtMs: recencyAt === null ? null : recencyAt * 1000,
    tokensUsed: 12_345,
    turnCount: 4,
    sizeBytes: 40_960,
    format: 'paginated',
    hidden: [],
    damaged: false,
    compressed: false,
    memoryMode: null,
    agentPath: null,
    ...over,
  };
}
