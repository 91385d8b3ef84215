import type { ThreadSummary } from '../../contracts/model/thread';
import type { Turn } from '../../contracts/model/turn';
import { type FakeHome, fakeThreadStore } from '../../fixtures/fake-thread-store';
import type { Ask } from '../command';
import { runCli } from '../run-cli';

/** The thread that tests name. */
export const id = '01a20471-0529-7ce3-94cd-15e5a1363b7c';

/** A thread in a list. */
export function thread(changes: Partial<ThreadSummary> = {}): ThreadSummary {
  return {
    id,
    sessionId: id,
    name: null,
    preview: 'Plain one',
    createdAt: 1_795_370_845,
    updatedAt: 1_795_370_845,
    recencyAt: 1_795_370_845,
    cwd: '/srv/demo/alpha',
    gitInfo: { sha: null, branch: 'main', originUrl: null },
    model: 'gpt-5.5',
    modelProvider: 'openai',
    reasoningEffort: null,
    cliVersion: '0.169.0',
    source: 'cli',
    threadSource: null,
    originator: 'codex-tui',
    historyMode: 'paginated',
    path: '/home/demo/.codex/x.jsonl',
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
    createdAtMs: 1_795_370_845_000,
    updatedAtMs: 1_795_370_845_000,
    recencyAtMs: 1_795_370_845_000,
    tokensUsed: 1260,
    turnCount: 3,
    sizeBytes: 40_000,
    format: 'paginated',
    hidden: [],
    damaged: false,
    compressed: false,
    memoryMode: null,
    agentPath: null,
    ...changes,
  };
}

/** A turn with one prompt. */
export function turn(place: number): Turn {
  return {
    id: `turn-${place}`,
    rootTurnId: null,
    items: [
      {
        type: 'userMessage',
        id: `u${place}`,
        clientId: null,
        content: [{ type: 'text', text: `Prompt ${place}`, text_elements: [] }],
      },
    ],
    itemsView: 'full',
    status: 'completed',
    error: null,
    startedAt: 1_795_370_845,
    completedAt: 1_795_370_846,
    durationMs: 900,
  };
}

/** What the world of one run gives besides what the store holds. */
export interface Given {
  columns?: number | null;
  ask?: Ask;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

/** Runs a command line over a store that answers what it is given. */
export async function cli(args: string[], content: FakeHome = {}, given: Given = {}) {
  const { columns = null, ask = null, env, cwd = '/where/i/am' } = given;
  const { store, asked } = fakeThreadStore(content);
  let out = '';
  let messages = '';
  const homes: string[] = [];
  const code = await runCli({
    args,
    env: { CODEX_HOME: '/from/env', SKEIN_DATA_DIR: '/no/data', ...env },
    cwd,
    version: '1.2.3',
    ask,
    out: { columns, colour: false, write: async (text) => void (out += text) },
    messages: { columns: null, colour: false, write: async (text) => void (messages += text) },
    openStore: async (home) => {
      homes.push(home);
      return store;
    },
  });
  return { code, out, messages, asked, homes };
}
