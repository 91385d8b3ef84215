import type { AppInfo } from '@contracts/app';
import type { SkeinBridge } from '@contracts/bridge';
import type { SkeinEvent } from '@contracts/events';
import type { GitEvidence } from '@contracts/git';
import type { HomeDescription } from '@contracts/model/home';
import type { ThreadSummary } from '@contracts/model/thread';
import type { TurnOutline } from '@contracts/model/turn';
import type { Failure } from '@contracts/result';
import type { Place, Settings } from '@contracts/settings';
import type { PlacedItem } from '@contracts/threads';
import type { ReplayedUsage } from '@contracts/model/usage';
import type { Client } from '../app/client';

/** One thread's content; `texts` by `<item index>#<pointer>`, `records` by `<rolloutId>:<line>`. */
export interface FakeContent {
  turns: TurnOutline[];
  items: PlacedItem[];
  texts?: Record<string, string>;
  records?: Record<string, string>;
  usage?: ReplayedUsage;
  revision?: string;
}

/** What the fake answers from; tests change it and emit events as main would. */
export interface FakeHome {
  threads: ThreadSummary[];
  content: Record<string, FakeContent>;
  app: AppInfo;
  settings: Settings;
  place: Place;
}

type Methods = Omit<Client, 'onEvent' | 'dispose'>;
type Answers = {
  [K in keyof Methods]: (
    ...args: Parameters<Methods[K]>
  ) => Awaited<ReturnType<Methods[K]>> | ReturnType<Methods[K]>;
};

export interface FakeBridge {
  bridge: SkeinBridge;
  home: FakeHome;
  /** Every call so far, oldest first. */
  calls: { method: keyof Methods; input: unknown }[];
  emit: (event: SkeinEvent) => void;
  /** Replaces the answer of one method; throw a `Failure` to refuse. */
  answer: <K extends keyof Methods>(method: K, with_: Answers[K]) => void;
}

export const readyHome: HomeDescription = {
  path: '/home/ada/.codex',
  state: 'ready',
  errno: null,
  sqliteHome: null,
  stateDatabase: 'ok',
  schemaVersion: 40,
  isDemo: false,
};

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

function contentOf(home: FakeHome, threadId: string): FakeContent {
  const content = home.content[threadId];
  if (content) return content;
  if (home.threads.some((thread) => thread.id === threadId)) return { turns: [], items: [] };
  throw { code: 'thread_not_found', message: `no thread ${threadId}` } satisfies Failure;
}

/** Tests of edits say themselves what the store plans and does. */
function notFaked(method: string): never {
  throw { code: 'internal', message: `${method} has no answer in this test` } satisfies Failure;
}

/** As it is before the user has allowed git in a thread's folder. */
function noRepository(home: FakeHome, threadId: string): GitEvidence {
  const thread = home.threads.find((one) => one.id === threadId);
  const recorded = thread?.gitInfo ?? { branch: null, sha: null, originUrl: null };
  return { cwd: thread?.cwd ?? '', state: 'not_allowed', message: null, recorded, repository: null };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function answersOf(home: FakeHome): Answers {
  return {
    threadsList({ archived, sortKey = 'created_at', sortDirection = 'desc', cursor, limit = 500 }) {
      const time = (thread: ThreadSummary) =>
        ({ created_at: thread.createdAt, updated_at: thread.updatedAt, recency_at: thread.recencyAt ?? 0 })[
          sortKey
        ];
      const sign = sortDirection === 'asc' ? 1 : -1;
      const all = home.threads
        .filter((thread) => archived === undefined || thread.archived === archived)
        .sort((a, b) => sign * (time(a) - time(b)));
      const from = cursor ? Number(cursor) : 0;
      const data = all.slice(from, from + limit);
      return { data, nextCursor: from + limit < all.length ? String(from + limit) : null, refreshing: false };
    },
    threadsRead({ threadId }) {
      const thread = home.threads.find((row) => row.id === threadId);
      if (!thread) throw { code: 'thread_not_found', message: `no thread ${threadId}` } satisfies Failure;
      return { ...thread, segments: [], damage: [] };
    },
    threadsOutline({ threadId, from = 0, limit = 500 }) {
      const { turns, items, revision = 'r1' } = contentOf(home, threadId);
      return {
        revision,
        turns: turns.slice(from, from + limit),
        from,
        turnCount: turns.length,
        itemCount: items.length,
        complete: true,
        scannedBytes: 1,
        totalBytes: 1,
      };
    },
    threadsItems({ threadId, from, count }) {
      const { items, revision = 'r1' } = contentOf(home, threadId);
      return { revision, items: items.slice(from, from + count) };
    },
    threadsText({ threadId, index, pointer, from, count }) {
      const text = contentOf(home, threadId).texts?.[`${index}#${pointer}`] ?? '';
      return { text: text.slice(from, from + count), length: text.length };
    },
    threadsRecord({ threadId, record, from = 0, count = 65_536 }) {
      const line = contentOf(home, threadId).records?.[`${record.rolloutId}:${record.line}`] ?? '{}';
      const bytes = encoder.encode(line);
      const file = `sessions/2026/09/21/rollout-2026-09-21T10-00-00-${record.rolloutId}.jsonl`;
      const text = decoder.decode(bytes.slice(from, from + count));
      return { text, length: bytes.length, file, validUtf8: true };
    },
    threadsFind({ threadId, revision, text, from = 0 }) {
      const { items } = contentOf(home, threadId);
      const holds = ({ item }: PlacedItem) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase());
      // A small stretch at a time, so that tests see a search go on.
      const end = Math.min(from + 200, items.length);
      const hits = items.slice(from, end).filter(holds);
      return { revision, hits: hits.map(({ index }) => index), next: end < items.length ? end : null };
    },
    usageReplay({ threadId }) {
      return contentOf(home, threadId).usage ?? { owner: null, tokenUsage: null };
    },
    auditCheck({ threadId }) {
      return { threadId, files: 1, lines: 0, bytes: 0, kinds: [], damage: [], moreDamage: 0 };
    },
    editsPlan: () => notFaked('editsPlan'),
    editsEntries: () => notFaked('editsEntries'),
    editsApply: () => notFaked('editsApply'),
    editsDrop: () => ({}),
    editsJournal: () => ({ batches: [], total: 0 }),
    editsBatch: () => notFaked('editsBatch'),
    editsWriter: () => ({ state: 'free', holder: null }),
    editsBin: () => ({ threads: 0, files: 0, bytes: 0 }),
    editsEmptyBin: () => ({ threads: 0, files: 0, bytes: 0 }),
    editsReadDraft: () => ({ draft: null, savedAtMs: null }),
    editsSaveDraft: () => ({}),
    gitEvidence: ({ threadId }) => noRepository(home, threadId),
    gitHistory: () => ({ values: [] }),
    gitAllow: ({ threadId }) => noRepository(home, threadId),
    settingsRead: () => ({ settings: home.settings, place: home.place }),
    settingsWrite(patch) {
      home.settings = { ...home.settings, ...patch };
      return home.settings;
    },
    settingsPlace(patch) {
      home.place = { ...home.place, ...patch };
      return null;
    },
    appDescribe: () => home.app,
    appChooseHome: () => null,
    appOpenDemo() {
      home.app = { ...home.app, home: { ...readyHome, isDemo: true } };
      return home.app.home;
    },
    appRestartStore() {
      home.app = { ...home.app, store: { state: 'ready', restarts: 0, message: null } };
      return home.app.store;
    },
    appOpenExternal: () => false,
    appResumeInCodex: ({ threadId, how }) => ({
      command: `cd /home/ada/loom && codex resume ${threadId}`,
      done: how !== 'show',
    }),
  };
}

/** A whole bridge over data in memory, numbered as main numbers replies and events. */
export function fakeBridge(start: Partial<FakeHome> = {}): FakeBridge {
  const home: FakeHome = {
    threads: [],
    content: {},
    app: {
      version: '0.1.0',
      platform: 'linux',
      home: readyHome,
      store: { state: 'ready', restarts: 0, message: null },
    },
    settings: { theme: 'system', density: 'compact', view: 'everything' },
    place: { threadId: null, item: 0, offset: 0, list: null, panes: [] },
    ...start,
  };
  const answers = answersOf(home);
  const calls: FakeBridge['calls'] = [];
  const listeners = new Set<Parameters<SkeinBridge['onEvent']>[0]>();
  let seq = 0;

  const call = async (method: keyof Methods, input: unknown) => {
    calls.push({ method, input });
    const answer = answers[method] as (input: unknown) => unknown;
    const body = await Promise.resolve()
      .then(() => answer(input))
      .then(
        (value) => ({ ok: true, value }),
        (error: unknown) => {
          if (isFailure(error)) return { ok: false, error: { code: error.code, message: error.message } };
          throw error;
        },
      );
    seq += 1;
    return { seq, body };
  };

  const names = Object.keys(answers) as (keyof Methods)[];
  const methods = Object.fromEntries(names.map((name) => [name, (input: unknown) => call(name, input)]));
  return {
    // The mapped type of the bridge is checked through `Answers`, name by name.
    bridge: {
      ...methods,
      onEvent(listener: Parameters<SkeinBridge['onEvent']>[0]) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    } as unknown as SkeinBridge,
    home,
    calls,
    emit(event) {
      seq += 1;
      for (const listener of [...listeners]) listener({ seq, body: event });
    },
    answer(method, with_) {
      answers[method] = with_;
    },
  };
}
