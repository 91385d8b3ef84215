import { describe, expect, test } from 'vitest';
import type { ThreadSummary } from '../../../contracts/model/thread';
import type { Values } from '../state-db/fixture';
import type { StateReading } from '../state-db/state-db';
import type { StateSnapshot } from '../state-db/state-snapshot';
import { catalogOf, id, namesOf, noTurnCounts, rolloutFile, snapshotOf, stateDbOf } from './fixture';
import { createThreadDirectory } from './thread-directory';

type Files = Parameters<typeof catalogOf>[0];

interface Home {
  files?: Files;
  rows?: Record<number, Values>;
  names?: Record<number, string | null>;
  more?: Partial<StateSnapshot>;
}

function open({ files = [], rows, names = {}, more }: Home, turnCounts = noTurnCounts) {
  const catalog = catalogOf(files);
  const reading: StateReading = rows
    ? { state: 'ok', snapshot: snapshotOf(rows, more) }
    : { state: 'absent' };
  const stateDb = stateDbOf(reading);
  const directory = createThreadDirectory({
    catalog,
    stateDb,
    names: namesOf(names),
    turnCounts,
    defaultProvider: 'openai',
  });
  const list = async () => (await directory.list({ sortKey: 'created_at', sortDirection: 'desc' })).data;
  return { catalog, stateDb, directory, list };
}

async function only(home: Home): Promise<ThreadSummary> {
  const threads = await open(home).list();
  expect(threads).toHaveLength(1);
  return threads[0] as ThreadSummary;
}

describe('git', () => {
  const git = { sha: 'a', branch: 'main', originUrl: 'https://e.org/x.git' };
  const files = [rolloutFile({ thread: 1, metadata: { git } })];
  const cleared = { git_sha: null, git_branch: null, git_origin_url: null };

  test('a cleared field stays cleared', async () => {
    expect((await only({ files, rows: { 1: cleared } })).gitInfo).toBeNull();
    expect((await only({ files, rows: { 1: { ...cleared, git_branch: 'two' } } })).gitInfo).toEqual({
      sha: null,
      branch: 'two',
      originUrl: null,
    });
  });

  test('without a row, or without the columns, the file tells', async () => {
    expect((await only({ files })).gitInfo).toEqual(git);
    expect((await only({ files, rows: { 1: {} }, more: { columns: new Set(['id']) } })).gitInfo).toEqual(git);
  });

  test('credentials of a row are left out', async () => {
    const row = { git_origin_url: 'https://u:secret@e.org/x.git' };
    expect((await only({ files, rows: { 1: row } })).gitInfo?.originUrl).toBe('https://e.org/x.git');
  });
});

describe('names', () => {
  const legacy = { history_mode: 'legacy', title: 'Hello', first_user_message: 'Hello', preview: 'Hello' };
  const named = (row: Values | null, indexed: string | null, dialect: 'legacy' | 'paginated') =>
    only({
      files: [rolloutFile({ thread: 1, dialect })],
      ...(row && { rows: { 1: row } }),
      names: { 1: indexed },
    }).then(({ name }) => name);

  test.each<[string, Values | null, string | null, 'legacy' | 'paginated', string | null]>([
    ['a title like the first message is none', legacy, null, 'legacy', null],
    ['a title of its own is one', { ...legacy, title: 'Mine' }, 'Older', 'legacy', 'Mine'],
    ['a name set before the first turn survives in the index', legacy, 'Early', 'legacy', 'Early'],
    ['without a database', null, 'Early', 'legacy', 'Early'],
    ['a name that is the preview is none', legacy, 'Hello', 'legacy', null],
    ['the column of a paginated thread', { name: ' Col ', title: 'Other' }, 'Older', 'paginated', 'Col'],
    ['its title is never a name', { name: null, title: 'Other' }, null, 'paginated', null],
    ['its index line after the row was lost', null, 'Kept', 'paginated', 'Kept'],
    ['its index line when the row has no name', { name: null }, 'Kept', 'paginated', 'Kept'],
    ['a cleared name', { name: null }, null, 'paginated', null],
  ])('%s', async (_title, row, indexed, dialect, expected) => {
    expect(await named(row, indexed, dialect)).toBe(expected);
  });
});

describe('what is there', () => {
  test('a row without a file is shown, and where its file should be', async () => {
    expect(await only({ rows: { 1: { preview: 'Gone', archived: 1, archived_at: 9 } } })).toMatchObject({
      id: id(1),
      preview: 'Gone',
      path: expect.stringContaining('/gone/sessions/'),
      archived: true,
      archivedAt: 9,
      sizeBytes: 0,
      hidden: ['unreadable'],
    });
  });

  test('a file without a row is shown', async () => {
    expect(await only({ files: [rolloutFile({ thread: 1 })], rows: {} })).toMatchObject({
      id: id(1),
      preview: 'Hello',
      recencyAtMs: Date.UTC(2026, 10, 22, 19, 0, 0, 500),
      modelProvider: 'openai',
      tokensUsed: null,
      hidden: [],
    });
  });

  test('a moved home: the row names a file of this name elsewhere', async () => {
    const files = [rolloutFile({ thread: 1 }), rolloutFile({ thread: 1, rollout: 2 })];
    const elsewhere = (file: string) => `C:\\old\\.codex\\sessions\\2026\\11\\22\\${file}`;
    const name = `rollout-2026-11-22T18-00-01-${id(1)}.jsonl`;
    const thread = await only({ files, rows: { 1: { rollout_path: elsewhere(name) } } });
    expect(thread.path).toBe(`/home/.codex/sessions/2026/11/22/${name}`);
  });

  test('several files of a thread are one row; without a database the newest counts', async () => {
    const first = rolloutFile({ thread: 1, metadata: { preview: 'First', cwd: '/a' } });
    const second = rolloutFile({ thread: 1, rollout: 2, base: 1, metadata: { preview: null, cwd: '/b' } });
    expect(await only({ files: [first, second] })).toMatchObject({
      path: second.path,
      cwd: '/b',
      preview: 'First',
      sizeBytes: 200,
      turnCount: null,
    });
  });

  test('a hard link counts once, an active file before an archived one', async () => {
    const active = rolloutFile({ thread: 1 });
    const archived = rolloutFile({ thread: 1 }, { archived: true });
    expect(await only({ files: [archived, active] })).toMatchObject({ archived: false, sizeBytes: 100 });
    expect(await only({ files: [archived, active], rows: { 1: { archived: 1 } } })).toMatchObject({
      archived: true,
    });
  });

  test('the place of the file decides what is archived, not the row', async () => {
    const files = [rolloutFile({ thread: 1 }, { archived: true })];
    expect(await only({ files, rows: { 1: { archived: 0 } } })).toMatchObject({ archived: true });
    expect(await only({ files: [rolloutFile({ thread: 1 })], rows: { 1: { archived: 1 } } })).toMatchObject({
      archived: false,
      archivedAt: null,
    });
  });

  test('bases that are missing or go in a circle end there', async () => {
    const lost = rolloutFile({ thread: 1, base: 9, metadata: { preview: null } });
    const a = rolloutFile({ thread: 2, base: 3, metadata: { preview: null } });
    const b = rolloutFile({ thread: 3, base: 2, metadata: { preview: 'B' } });
    const threads = await open({ files: [lost, a, b] }).list();
    expect(threads.map(({ preview }) => preview)).toEqual(['B', 'B', '']);
  });
});

describe('why Codex hides a thread', () => {
  const damage = (reason: 'decode_failed' | 'empty_file') => [
    { file: 'f', rolloutId: null, line: null, offset: 0, length: 0, reason, message: '' },
  ];

  test.each<[string, Home, string[]]>([
    ['no message', { files: [rolloutFile({ thread: 1, metadata: { preview: null } })] }, ['no_preview']],
    ['source', { files: [rolloutFile({ thread: 1, metadata: { source: 'exec' } })] }, ['source']],
    ['bare', { files: [rolloutFile({ thread: 1, dialect: 'bare' })] }, ['format']],
    [
      'attached',
      { files: [rolloutFile({ thread: 1 })], rows: { 1: { attached_thread_parent_id: 'p' } } },
      ['attached'],
    ],
    [
      'no head',
      { files: [rolloutFile({ thread: 1, metadata: null }, { damage: damage('empty_file') })] },
      ['no_preview', 'format'],
    ],
    [
      'not decodable',
      { files: [rolloutFile({ thread: 1, metadata: null }, { damage: damage('decode_failed') })] },
      ['no_preview', 'unreadable'],
    ],
    ['not looked at yet', { files: [rolloutFile({ thread: 1, metadata: null }, { headRead: false })] }, []],
    [
      'only the row was looked at',
      {
        files: [rolloutFile({ thread: 1, metadata: null }, { headRead: false })],
        rows: { 1: { preview: '', first_user_message: '' } },
      },
      ['no_preview'],
    ],
  ])('%s', async (_title, home, reasons) => {
    expect((await only(home)).hidden).toEqual(reasons);
  });
});

describe('rows', () => {
  test('a section by its name, when it exists', async () => {
    const work = { id: 's', name: 'Work', appearance: null };
    const files = [rolloutFile({ thread: 1 })];
    const rows = { 1: { thread_section_id: 's', section_entered_at_ms: 5500, project_id: 'p' } };
    const inSection = await only({ files, rows, more: { sections: new Map([['s', work]]) } });
    expect(inSection).toMatchObject({ section: work, sectionEnteredAt: 5, projectId: 'p' });
    expect((await only({ files, rows })).section).toBeNull();
  });

  test('a row that only says 0 tokens does not make unknown a zero', async () => {
    const rows = { 1: { tokens_used: 0 } };
    expect((await only({ files: [rolloutFile({ thread: 1 })], rows })).tokensUsed).toBeNull();
    const counted = [rolloutFile({ thread: 1, metadata: { tokensUsed: 7 } })];
    expect((await only({ files: counted, rows })).tokensUsed).toBe(7);
  });

  test('without a recency the update counts', async () => {
    const rows = { 1: { recency_at: 0, recency_at_ms: 0, updated_at_ms: 5001 } };
    expect(await only({ files: [rolloutFile({ thread: 1 })], rows })).toMatchObject({
      updatedAt: 5,
      recencyAt: 5,
      recencyAtMs: 5001,
    });
  });

  test('what a file that was not read yet does not tell', async () => {
    const files = [rolloutFile({ thread: 1, metadata: null }, { headRead: false })];
    const rows = { 1: { source: '{"subagent":"review"}', history_mode: 'paginated', name: 'Named' } };
    expect(await only({ files, rows })).toMatchObject({
      source: { subAgent: 'review' },
      historyMode: 'paginated',
      name: 'Named',
      cliVersion: '0.169.0',
    });
  });

  test('the parent of a spawned agent whose file is gone', async () => {
    const more = { spawnParents: new Map([[id(1), 'parent']]) };
    expect((await only({ rows: { 1: {} }, more })).parentThreadId).toBe('parent');
  });
});

describe('reading one thread', () => {
  const file = rolloutFile({ thread: 1 }, { nameThreadId: id(5) });

  test('by its id, or by the id in the name of its file', async () => {
    const { directory } = open({ files: [file] });
    const read = await directory.read({ threadId: id(1), includeArchived: false });
    expect(read.current).toBe(file);
    expect((await directory.read({ threadId: id(5), includeArchived: false })).summary).toBe(read.summary);
  });

  test('what is not there, and what is archived', async () => {
    const { directory } = open({ files: [{ ...file, archived: true }] });
    await expect(directory.read({ threadId: 'x', includeArchived: true })).rejects.toMatchObject({
      code: 'thread_not_found',
      message: 'no rollout found for thread id x',
    });
    await expect(directory.read({ threadId: id(1), includeArchived: false })).rejects.toMatchObject({
      code: 'invalid_request',
      message: `thread ${id(1)} is archived`,
    });
    await expect(directory.read({ threadId: id(1), includeArchived: true })).resolves.toBeDefined();
  });
});

describe('changes', () => {
  test('threads whose sources did not change stay the same objects', async () => {
    const one = rolloutFile({ thread: 1 });
    const { catalog, list } = open({ files: [one, rolloutFile({ thread: 2 })] });
    const [b, a] = await list();
    catalog.set([
      one,
      rolloutFile({ thread: 2, metadata: { preview: 'Other' } }),
      rolloutFile({ thread: 3 }),
    ]);
    const [, b2, a2] = await list();
    expect(a2).toBe(a);
    expect(b2).not.toBe(b);
    expect(b2?.preview).toBe('Other');
  });

  test('a changed section changes its threads', async () => {
    const home = { files: [rolloutFile({ thread: 1 })], rows: { 1: { thread_section_id: 's' } } };
    const { stateDb, list } = open(home);
    expect((await list())[0]?.section).toBeNull();
    const sections = new Map([['s', { id: 's', name: 'New' }]]);
    stateDb.set({ state: 'ok', snapshot: snapshotOf(home.rows, { sections }) });
    expect((await list())[0]?.section?.name).toBe('New');
  });

  test('a locked database goes on with what it said last, a corrupt one with the files', async () => {
    const home = { files: [rolloutFile({ thread: 1 })], rows: { 1: { name: 'Named' } } };
    const { stateDb, list } = open(home);
    const last = snapshotOf(home.rows);
    stateDb.set({ state: 'locked', code: 'SQLITE_BUSY', message: '', last });
    expect((await list())[0]?.name).toBe('Named');
    stateDb.set({ state: 'corrupt', code: 'SQLITE_CORRUPT', message: '', last: null });
    expect((await list())[0]).toMatchObject({ name: null, preview: 'Hello' });
  });
});
