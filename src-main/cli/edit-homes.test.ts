import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadSummary } from '../contracts/model/thread';
import { recordedHome, type UnpackedHome, unpackHome } from '../fixtures/corpus';
import { jsonCli } from './testing/json-cli';

// Recorded homes of both dialects, each command in a store of its own, as in a process of its own.

let home: UnpackedHome;
let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'skein-edit-homes-'));
});
afterEach(() => Promise.all([home.remove(), rm(data, { recursive: true, force: true })]));

const skein = (...args: string[]) => jsonCli(home.path, data, args);

/** The thread as it is read, or undefined. */
async function threadOf(id: string): Promise<ThreadSummary | undefined> {
  return (await skein('thread', id, '--limit', '1')).thread;
}

/** Turns in the view of the model. */
async function turnsOf(id: string): Promise<string[]> {
  return (await skein('thread', id, '--view', 'upstream')).thread.turns.map((turn) => turn.id);
}

/** Threads with turns that nothing depends on and that were started by a person, the longest first. */
async function plainThreads(format: 'legacy' | 'paginated'): Promise<ThreadSummary[]> {
  const { data: all } = await skein('threads');
  const bases = new Set(all.map((one) => one.forkedFromId ?? one.parentThreadId));
  return all
    .filter((one) => one.format === format && typeof one.source === 'string' && !bases.has(one.id))
    .filter((one) => !one.compressed && !one.damaged && (one.tokensUsed ?? 0) > 0)
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}

describe.each([
  ['fixtures/legacy-0.150', 'legacy'],
  ['fixtures/paginated-0.169', 'paginated'],
] as const)('%s', (name, format) => {
  let one: ThreadSummary;
  let two: ThreadSummary;
  beforeEach(async () => {
    home = await unpackHome(recordedHome(name));
    const [first, second] = await plainThreads(format);
    if (!first || !second) throw new Error('the home has too few plain threads');
    [one, two] = [first, second];
  });

  test('git metadata of several threads, the same again, and undone by the next process', async () => {
    const url = 'https://example.org/new.git';
    const change = ['git', one.id, two.id, '--set-branch', 'from-cli', '--clear-sha', '--set-origin', url];
    const done = await skein(...change);
    expect(done).toMatchObject({ code: 0, changed: 2, failures: [] });
    const gitInfo = { branch: 'from-cli', sha: null, originUrl: url };
    expect(done.threads.map((thread) => thread.gitInfo)).toEqual([gitInfo, gitInfo]);
    expect((await threadOf(one.id))?.gitInfo).toEqual(gitInfo);
    expect(await skein(...change)).toMatchObject({ code: 0, changed: 0, unchanged: 2, batchId: null });

    expect(await skein('journal', one.id)).toMatchObject({
      code: 0,
      data: [{ batchId: done.batchId, changed: 2, state: 'applied' }],
    });
    expect(await skein('undo')).toMatchObject({ code: 0, undone: done.batchId, changed: 2 });
    expect((await threadOf(one.id))?.gitInfo).toEqual(one.gitInfo);
    expect((await threadOf(two.id))?.gitInfo).toEqual(two.gitInfo);
    expect(await skein('undo')).toMatchObject({ code: 2 });
  });

  test('a rule takes only the threads that it is about', async () => {
    await skein('git', one.id, '--set-branch', 'old');
    const done = await skein('git', one.id, two.id, '--where-branch', 'old', '--set-branch', 'new');
    expect(done).toMatchObject({ code: 0, changed: 1 });
    expect(done.threads.map((thread) => thread.gitInfo?.branch)).toEqual(['new', two.gitInfo?.branch]);
  });

  test('a name, taken away again; memory', async () => {
    expect(await skein('rename', one.id, ' A name ')).toMatchObject({ code: 0, thread: { name: 'A name' } });
    expect(await threadOf(one.id)).toMatchObject({ name: 'A name' });
    expect(await skein('rename', one.id, '--clear')).toMatchObject({ code: 0, thread: { name: null } });
    expect(await skein('undo')).toMatchObject({ code: 0, threads: [{ name: 'A name' }] });
    expect(await skein('memory', one.id, 'disabled')).toMatchObject({
      code: 0,
      thread: { memoryMode: 'disabled' },
    });
  });

  test('archive and back', async () => {
    expect(await skein('archive', one.id)).toMatchObject({ code: 0, thread: { archived: true } });
    expect(await skein('unarchive', one.id)).toMatchObject({ code: 0, thread: { archived: false } });
    expect(await turnsOf(one.id)).not.toEqual([]);
  });

  test('delete, and back from the bin', async () => {
    const turns = await turnsOf(one.id);
    expect(await skein('delete', one.id, '--yes')).toMatchObject({ code: 0, deleted: [one.id] });
    expect(await threadOf(one.id)).toBeUndefined();
    expect(await skein('bin')).toMatchObject({ code: 0, threads: 1 });
    expect(await skein('undo')).toMatchObject({ code: 0, threads: [{ id: one.id }] });
    expect(await turnsOf(one.id)).toEqual(turns);
    expect(await threadOf(one.id)).toMatchObject({ gitInfo: one.gitInfo, preview: one.preview });
  });

  test('what was removed from the bin is gone', async () => {
    await skein('delete', one.id, '--yes');
    expect(await skein('bin', '--empty', '--yes')).toMatchObject({ code: 0, threads: 1, emptied: true });
    expect((await skein('undo')).code).not.toBe(0);
  });

  test('a fork from the end and from before a turn', async () => {
    const turns = await turnsOf(one.id);
    const end = await skein('fork', one.id);
    expect(end).toMatchObject({ code: 0, thread: { forkedFromId: one.id } });
    expect(await turnsOf(end.thread.id)).toHaveLength(turns.length);
    const before = await skein('fork', one.id, '--before-turn', turns.at(-1) ?? '');
    expect(before.code).toBe(0);
    expect(await turnsOf(before.thread.id)).toHaveLength(turns.length - 1);
    expect(await turnsOf(one.id)).toEqual(turns);
    expect(await skein('undo')).toMatchObject({ code: 0 });
    expect(await threadOf(before.thread.id)).toBeUndefined();
  });

  test('turns leave the view of the model, by the way of this dialect only', async () => {
    const turns = await turnsOf(one.id);
    const rollback = () => skein('rollback', one.id, '1');
    const revert = () => skein('revert', one.id, '--before-turn', turns.at(-1) ?? '');
    const [works, fails] = format === 'legacy' ? [rollback, revert] : [revert, rollback];

    expect((await fails()).code).not.toBe(0);
    expect(await turnsOf(one.id)).toEqual(turns);
    const done = await works();
    expect(done).toMatchObject({ code: 0, thread: { id: one.id } });
    expect(done.thread.turns.map((turn) => turn.id)).toEqual(format === 'legacy' ? turns.slice(0, -1) : []);
    expect(await turnsOf(one.id)).toEqual(turns.slice(0, -1));
    expect(await skein('undo')).toMatchObject({ code: 0 });
    expect(await turnsOf(one.id)).toEqual(turns);
  });

  test('a review becomes a thread of its own', async () => {
    const file = join(data, 'findings.json');
    const finding = { title: 'Guard', body: 'May be null.', priority: 2, confidence: 0.8 };
    const place = { file: '/srv/demo/a.ts', startLine: 1, endLine: 2 };
    const findings = [{ ...finding, ...place }];
    const review = { findings, verdict: 'patch is incorrect', explanation: 'One issue.', confidence: 0.7 };
    await writeFile(file, JSON.stringify(review));
    const done = await skein('review', one.id, '--findings', file);
    expect(done).toMatchObject({ code: 0, thread: { cwd: one.cwd } });
    expect(done.thread.id).toBe(done.reviewThreadId);
    const { thread } = await skein('thread', done.thread.id);
    expect(JSON.stringify(thread.turns)).toContain('May be null.');
  });

  test('--dry-run changes nothing', async () => {
    const dry = await skein('delete', one.id, two.id, '--dry-run');
    expect(dry).toMatchObject({ code: 0, plan: { counts: { changing: 2 } } });
    expect((await threadOf(one.id))?.gitInfo).toEqual(one.gitInfo);
    expect(await skein('journal')).toMatchObject({ data: [], total: 0 });
  });

  test('a thread that there is not is refused, the other is done', async () => {
    const none = '01a20471-9999-7ce3-94cd-15e5a1363b7c';
    const done = await skein('git', none, one.id, '--set-branch', 'x');
    expect(done).toMatchObject({ code: 1, changed: 1, failures: [{ threadId: none }] });
    expect(done.messages).toContain(none);
    expect((await threadOf(one.id))?.gitInfo?.branch).toBe('x');
  });
});

describe('fixtures/no-sqlite-0.169', () => {
  beforeEach(async () => {
    home = await unpackHome(recordedHome('fixtures/no-sqlite-0.169'));
  });

  test('legacy threads are edited in their files and undone, paginated ones are refused with the reason', async () => {
    const [legacy] = await plainThreads('legacy');
    const { data: all } = await skein('threads');
    const paginated = all.find(({ format }) => format === 'paginated');
    if (!legacy || !paginated) throw new Error('the home has no thread of one dialect');
    const done = await skein('git', legacy.id, paginated.id, '--set-branch', 'files-only');
    expect(done).toMatchObject({
      code: 1,
      changed: 1,
      failures: [{ threadId: paginated.id, error: { code: 'no_database' } }],
    });
    expect((await threadOf(legacy.id))?.gitInfo?.branch).toBe('files-only');
    expect(await skein('undo')).toMatchObject({ code: 0, changed: 1 });
    expect((await threadOf(legacy.id))?.gitInfo).toEqual(legacy.gitInfo);
    expect((await threadOf(paginated.id))?.gitInfo).toEqual(paginated.gitInfo);
  });
});

describe('fixtures/nested-archive-0.133', () => {
  beforeEach(async () => {
    home = await unpackHome(recordedHome('fixtures/nested-archive-0.133'));
  });

  test('every thread shows what was set, also those without a row, and what it had before after the undo', async () => {
    const ask = async () => [
      ...(await skein('threads')).data,
      ...(await skein('threads', '--archived')).data,
    ];
    const before = await ask();
    const ids = before.map((one) => one.id);
    const done = await skein('git', ...ids, '--set-branch', 'everywhere');
    expect(done).toMatchObject({ code: 0, changed: ids.length });
    expect(new Set(done.threads.map((one) => one.gitInfo?.branch))).toEqual(new Set(['everywhere']));
    expect(new Set((await ask()).map((one) => one.gitInfo?.branch))).toEqual(new Set(['everywhere']));
    expect(await skein('undo')).toMatchObject({ code: 0, changed: ids.length });
    expect((await ask()).map(({ id, gitInfo }) => ({ id, gitInfo }))).toEqual(
      before.map(({ id, gitInfo }) => ({ id, gitInfo })),
    );
  });
});
