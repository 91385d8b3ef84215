import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { EditRequest, ParsedEditRequest, Review } from '../../../contracts/model/edit';
import { editRequest } from '../../../contracts/model/edit';
import { recordedHome } from '../../../fixtures/corpus';
import { changesBetween, homeState } from '../../../fixtures/judge/home-state';
import { type JudgedHome, judgedHome } from '../../../fixtures/judge/judged-home';
import type { Editing, ThreadStore } from '../../thread-store';
import { createParams } from '../../conformance/live-threads';
import { createLocalThreadStore } from '../local-thread-store';
import { type RecordedThread, recordedThread } from '../testing/judge/recorded-threads';

const paginated = recordedThread('fixtures/paginated-0.169', 'plain');
const forked = recordedThread('fixtures/paginated-0.169', 'fork');
const archived = recordedThread('fixtures/paginated-0.169', 'archived');
const legacy = recordedThread('fixtures/legacy-0.133', 'plain');
const legacyNamed = recordedThread('fixtures/legacy-0.150', 'source of the forks (five turns)');
const compacted = recordedThread('fixtures/legacy-0.150', 'compacted, then rolled back past the compaction');
const killed = recordedThread(
  'fixtures/agents-0.169',
  'the server was killed in the middle of the second turn',
);
const legacyKilled = recordedThread(
  'fixtures/legacy-0.150',
  'the server was killed in the middle of the second turn',
);

const review: Review = {
  ...{ findings: [], verdict: 'patch is correct', explanation: 'Nothing to say.', confidence: 1 },
};
const latest = { kind: 'latest' } as const;

interface Opened {
  home: JudgedHome;
  store: ThreadStore;
  edits: Editing;
}

const opened: Opened[] = [];
afterEach(async () => {
  for (const { store, home } of opened.splice(0)) {
    await store.close();
    await home.remove();
  }
});

async function open(
  name: string,
  prepare: (home: string) => Promise<void> = async () => {},
): Promise<Opened> {
  const home = await judgedHome(recordedHome(name));
  await prepare(home.path);
  const store = await createLocalThreadStore({ home: home.path, dataDir: null, env: {}, live: false });
  if (!store.edits) throw new Error('the local store cannot edit');
  const one = { home, store, edits: store.edits };
  opened.push(one);
  return one;
}

const parsed = (request: EditRequest): ParsedEditRequest => editRequest.parse(request);

async function apply({ edits }: Opened, request: EditRequest) {
  const plan = await edits.plan({ request: parsed(request) });
  const outcome = await edits.apply({ planId: plan.planId });
  expect(outcome.failures).toEqual([]);
  return { plan, outcome };
}

async function problemsOf({ edits }: Opened, request: EditRequest) {
  const { entries } = await edits.plan({ request: parsed(request) });
  return entries.flatMap(({ problems }) => problems);
}

const turnsOf = async ({ store }: Opened, threadId: string) =>
  (await store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' })).turns;

describe('forks', () => {
  test.each([
    ['latest', paginated, latest, 3],
    ['through', paginated, { kind: 'throughTurn', turnId: paginated.turns[1] ?? '' }, 2],
    ['before', paginated, { kind: 'beforeTurn', turnId: paginated.turns[1] ?? '' }, 1],
    ['before the first', paginated, { kind: 'beforeTurn', turnId: paginated.turns[0] ?? '' }, 0],
    ['inherited', forked, { kind: 'beforeTurn', turnId: forked.turns[2] ?? '' }, 2],
    ['legacy latest', legacy, latest, 3],
    ['legacy through', legacy, { kind: 'throughTurn', turnId: legacy.turns[0] ?? '' }, 1],
    ['legacy before', legacy, { kind: 'beforeTurn', turnId: legacy.turns[2] ?? '' }, 2],
  ] as const)(
    '%s: keeps the turns before the cut, the cwd, and the source as it was',
    async (_name, thread, boundary, kept) => {
      const one = await open(thread.home);
      const source = await one.store.readThread({ threadId: thread.id, includeArchived: false });
      const before = await turnsOf(one, thread.id);
      const bytes = await readFile(source.path ?? '');
      const { plan, outcome } = await apply(one, { kind: 'fork', threadId: thread.id, boundary });
      expect(plan.entries[0]).toMatchObject({
        fields: [
          { field: 'forkedFrom', before: null, after: thread.id },
          { field: 'turns', before: null, after: String(kept) },
        ],
        related: [{ relation: 'new' }],
      });
      const threadId = outcome.newThreadId ?? '';
      expect(await turnsOf(one, threadId)).toEqual(before.slice(0, kept));
      const fork = await one.store.readThread({ threadId, includeArchived: false });
      expect(fork).toMatchObject({
        forkedFromId: thread.id,
        cwd: source.cwd,
        gitInfo: source.gitInfo,
        damaged: false,
      });
      expect(await readFile(source.path ?? '')).toEqual(bytes);
    },
  );

  test('by ThreadManager work in the directory that they are given, in all they say', async () => {
    const { store } = await open(paginated.home);
    const { live, branching } = store;
    if (!live || !branching) throw new Error('the local store cannot write');
    const prepared = await branching.prepareFork({ threadId: paginated.id, boundary: latest });
    const { historyMode, historyBase, forkId } = prepared;
    const origin = { forkedFromId: paginated.id, historyBase, forkId };
    const metadata = { cwd: '/srv/elsewhere', modelProvider: 'openai', memoryMode: 'enabled' } as const;
    const params = createParams(99, historyMode, { ...origin, metadata });
    await live.createThread(params);
    await live.persistThread(params);
    const { path } = await store.readThread({ threadId: params.threadId, includeArchived: false });
    const text = await readFile(path ?? '', 'utf8');
    expect(text).toContain('"thread_settings_applied"');
    expect([...text.matchAll(/"cwd":"([^"]*)"/g)].map(([, cwd]) => cwd)).toEqual([
      '/srv/elsewhere',
      '/srv/elsewhere',
    ]);
  });

  test('inherit the name from 0.150 on, and not before', async () => {
    for (const [thread, name] of [
      [legacyNamed, 'Fork source'],
      [recordedThread('fixtures/legacy-0.133', 'named'), null],
    ] as const) {
      const one = await open(thread.home);
      const { outcome } = await apply(one, { kind: 'fork', threadId: thread.id, boundary: latest });
      const threadId = outcome.newThreadId ?? '';
      expect(await one.store.readThread({ threadId, includeArchived: false })).toMatchObject({ name });
    }
  });

  test.each([
    ['paginated', killed],
    ['legacy', legacyKilled],
  ])('of a running turn end it in the fork, and say so before: %s', async (_dialect, thread) => {
    const one = await open(thread.home);
    const request: EditRequest = { kind: 'fork', threadId: thread.id, boundary: latest };
    expect(await problemsOf(one, request)).toMatchObject([{ severity: 'warning', code: 'running_turn' }]);
    const { outcome } = await apply(one, request);
    const turns = await turnsOf(one, outcome.newThreadId ?? '');
    expect(turns.map(({ status }) => status)).toEqual(['completed', 'interrupted']);
  });

  test.each<[string, RecordedThread, EditRequest, string]>([
    [
      'an unknown turn',
      paginated,
      { kind: 'fork', threadId: paginated.id, boundary: { kind: 'throughTurn', turnId: 'nobody' } },
      'turn not found: nobody',
    ],
    [
      'a turn in progress',
      killed,
      {
        ...{ kind: 'fork', threadId: killed.id },
        boundary: { kind: 'throughTurn', turnId: killed.turns[1] ?? '' },
      },
      `lastTurnId '${killed.turns[1]}' identifies an in-progress turn`,
    ],
    [
      'an archived thread',
      archived,
      { kind: 'fork', threadId: archived.id, boundary: latest },
      'is archived',
    ],
    [
      'a rollback of a paginated thread',
      paginated,
      { kind: 'rollback', threadId: paginated.id, turns: 1 },
      'paginated threads do not support thread/rollback',
    ],
    [
      'a revert of a legacy thread',
      legacy,
      { kind: 'revert', threadId: legacy.id, beforeTurnId: legacy.turns[1] ?? '' },
      'thread/revert only supports paginated threads',
    ],
  ])(
    '%s is refused in the words of Codex, and nothing is written',
    async (_name, thread, request, message) => {
      const one = await open(thread.home);
      const before = await homeState(one.home.path);
      const problems = await problemsOf(one, request);
      expect(problems).toMatchObject([
        { severity: 'refused', message: expect.stringContaining(message) as string },
      ]);
      expect(changesBetween(before, await homeState(one.home.path))).toEqual(nothing);
    },
  );

  test('threads of the time before envelopes are refused', async () => {
    const one = await open('fixtures/bare-0.20');
    const { data } = await one.store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
    const threadId = data[0]?.id ?? '';
    expect(await problemsOf(one, { kind: 'fork', threadId, boundary: latest })).toMatchObject([
      { severity: 'refused', code: 'unsupported' },
    ]);
  });

  test('a home without databases gets the file alone', async () => {
    const one = await open('fixtures/no-sqlite-0.169');
    const { data } = await one.store.listThreads({
      sortKey: 'created_at',
      sortDirection: 'desc',
      archived: false,
    });
    for (const { id } of data) {
      const { plan, outcome } = await apply(one, { kind: 'fork', threadId: id, boundary: latest });
      expect(plan.entries[0]?.writes.map(({ target }) => target)).not.toContain('state-database');
      expect(await turnsOf(one, outcome.newThreadId ?? '')).toEqual(await turnsOf(one, id));
    }
  });
});

describe('rollbacks and reverts', () => {
  test('show what leaves the model before, and as reverted afterwards', async () => {
    for (const [thread, request, by] of [
      [legacy, { kind: 'rollback', threadId: legacy.id, turns: 2 }, 'rollback'],
      [
        paginated,
        { kind: 'revert', threadId: paginated.id, beforeTurnId: paginated.turns[1] ?? '' },
        'revert',
      ],
    ] as const) {
      const one = await open(thread.home);
      const { plan } = await apply(one, request);
      const [entry] = plan.entries;
      expect(entry?.fields).toEqual([{ field: 'turns', before: '3', after: '1' }]);
      expect(entry?.leaving.map(({ turnId }) => turnId)).toEqual(thread.turns.slice(1));
      expect((await turnsOf(one, thread.id)).map(({ id }) => id)).toEqual(thread.turns.slice(0, 1));
      const { turns } = await one.store.listTurns({
        ...{ threadId: thread.id, view: 'everything', sortDirection: 'asc' },
      });
      const gone = turns.filter((turn) => turn.reverted?.by === by).map(({ id }) => id);
      expect(gone).toEqual(thread.turns.slice(1));
    }
  });

  test('a thread with no turns left has nothing to roll back', async () => {
    const one = await open(legacy.home);
    await apply(one, { kind: 'rollback', threadId: legacy.id, turns: 9 });
    const plan = await one.edits.plan({
      request: parsed({ kind: 'rollback', threadId: legacy.id, turns: 1 }),
    });
    expect(plan.counts).toMatchObject({ changing: 0, unchanged: 1 });
  });

  test('rollback across a compaction: the plan says which turns only the model loses', async () => {
    const one = await open(compacted.home, async (home) => {
      const names = await readdir(join(home, 'sessions'), { recursive: true });
      const file = join(home, 'sessions', names.find((name) => name.includes(compacted.id)) ?? '');
      const lines = (await readFile(file, 'utf8')).split('\n');
      // As it was before Codex rolled it back: turns 1 to 3, a compaction, turn 4.
      const marker = lines.findIndex((line) => line.includes('"thread_rolled_back"'));
      await writeFile(file, `${lines.slice(0, marker - 1).join('\n')}\n`);
    });
    const rollback = (turns: number) => problemsOf(one, { kind: 'rollback', threadId: compacted.id, turns });
    expect(await rollback(1)).toEqual([]);
    expect(await rollback(3)).toMatchObject([
      {
        severity: 'warning',
        code: 'model_loses_more',
        message: expect.stringContaining('one earlier turn '),
      },
    ]);
    expect(await rollback(9)).toEqual([]);
  });

  test('a compressed legacy thread is not rolled back, but forked', async () => {
    const one = await open(legacy.home, async (home) => {
      const names = await readdir(join(home, 'sessions'), { recursive: true });
      const file = join(home, 'sessions', names.find((name) => name.includes(legacy.id)) ?? '');
      await writeFile(`${file}.zst`, zstdCompressSync(await readFile(file)));
      await rm(file);
    });
    expect(await problemsOf(one, { kind: 'rollback', threadId: legacy.id, turns: 1 })).toMatchObject([
      { severity: 'refused', code: 'compressed' },
    ]);
    const { outcome } = await apply(one, { kind: 'fork', threadId: legacy.id, boundary: latest });
    expect(await turnsOf(one, outcome.newThreadId ?? '')).toEqual(await turnsOf(one, legacy.id));
  });
});

const nothing = { lines: {}, rewritten: [], gone: [], rows: {} };

describe('the way back', () => {
  const edits: [string, RecordedThread, EditRequest][] = [
    ['a fork', paginated, { kind: 'fork', threadId: paginated.id, boundary: latest }],
    ['a legacy fork', legacyNamed, { kind: 'fork', threadId: legacyNamed.id, boundary: latest }],
    ['a review', paginated, { kind: 'review', threadId: paginated.id, review }],
    ['a legacy review', legacy, { kind: 'review', threadId: legacy.id, review }],
    ['a rollback', legacy, { kind: 'rollback', threadId: legacy.id, turns: 1 }],
    [
      'a revert',
      paginated,
      { kind: 'revert', threadId: paginated.id, beforeTurnId: paginated.turns[2] ?? '' },
    ],
  ];

  test.each(edits)('undoing %s leaves the home as it was', async (_name, { home }, request) => {
    const one = await open(home);
    const before = await homeState(one.home.path);
    const { outcome } = await apply(one, request);
    expect(changesBetween(before, await homeState(one.home.path))).not.toEqual(nothing);
    await apply(one, { kind: 'undo', batchId: outcome.batchId ?? '' });
    const { lines, ...rest } = changesBetween(before, await homeState(one.home.path));
    // The name index only grows: a name that was taken back is overruled there.
    const files = Object.keys(lines).filter((file) => file !== 'session_index.jsonl');
    expect({ lines: files, ...rest }).toEqual({ ...nothing, lines: [] });
  });

  test.each(edits.slice(0, 4))('%s that somebody went on with stays', async (_name, { home }, request) => {
    const one = await open(home);
    const { outcome } = await apply(one, request);
    const made = await one.store.readThread({ threadId: outcome.newThreadId ?? '', includeArchived: false });
    await appendFile(
      join(made.path ?? ''),
      '{"timestamp":"2026-11-22T10:00:00.000Z","type":"x","payload":{}}\n',
    );
    const problems = await problemsOf(one, { kind: 'undo', batchId: outcome.batchId ?? '' });
    expect(problems).toMatchObject([{ severity: 'refused', code: 'changed_since' }]);
  });
});
