import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createBin } from '../bin/bin';
import { createBinRows } from '../bin/bin-rows';
import { createDecodedCache } from '../codec/decoded-cache';
import { createHomeFiles } from '../home/home-files';
import { openJournalDatabase } from '../journal/open-journal-database';
import { createRolloutReader } from '../rollouts/rollout-reader';
import { createState, stateRow } from '../state-db/fixture';
import { homeContent } from '../testing/home-content';
import { createTestHome, type TestHome, testId } from '../testing/test-home';
import { createHomeWriter } from '../write/home-writer';
import { createNameIndexLock } from '../write/name-index-lock';
import { createCodexDatabases } from './codex-databases';
import { recoverSteps } from './recover-steps';
import { lookAtSteps, runSteps } from './run-steps';
import type { Step } from './step';
import type { StepPlaces } from './step-work';

const id = testId(1);
const file = `sessions/2026/05/20/rollout-2026-05-20T09-00-01-${id}.jsonl`;
const archived = `archived_sessions/rollout-2026-05-20T09-00-01-${id}.jsonl`;
const content = '{"a":1}\n{"b":2}\n';
const mtimeMs = Date.UTC(2026, 4, 20);
const nameLine = (name: string) =>
  JSON.stringify({ id, thread_name: name, updated_at: '2026-05-20T09:00:00Z' });

let home: TestHome;
let places: StepPlaces;
let close: () => void;

beforeEach(async () => {
  home = await createTestHome();
  const path = await home.write(file, content);
  const { utimes } = await import('node:fs/promises');
  await utimes(path, mtimeMs / 1000, mtimeMs / 1000);
  await home.write('session_index.jsonl', `${nameLine('Old')}\n`);
  createState(join(home.path, 'state_5.sqlite'), [stateRow({ id, rollout_path: path })]).close();
  const files = createHomeFiles(home.path);
  const journal = await openJournalDatabase(null);
  close = () => journal.close();
  places = {
    files,
    reader: createRolloutReader(files, createDecodedCache(null)),
    writer: createHomeWriter(home.path),
    nameLock: createNameIndexLock(home.path),
    databases: createCodexDatabases(home.path, { copies: join(home.dataDir, 'copies') }, 200),
    bin: createBin(join(home.dataDir, 'bin'), createBinRows(journal)),
  };
});
afterEach(async () => {
  close();
  await home.remove();
});

const lines = ['{"c":3}', '{"d":"é"}'];
const size = content.length;
const steps: Record<string, Step> = {
  'append-lines': { kind: 'append-lines', file, at: size, newlineFirst: false, lines, mtimeMs },
  'cut-lines': { kind: 'cut-lines', file, to: 8, newlineFirst: false, lines: ['{"b":2}'], mtimeMs },
  'move-file': { kind: 'move-file', from: file, to: archived, mtimeMs: null, mtimeBeforeMs: mtimeMs },
  'move-file, touched': {
    kind: 'move-file',
    from: file,
    to: archived,
    mtimeMs: mtimeMs + 9000,
    mtimeBeforeMs: mtimeMs,
  },
  'bin-file': { kind: 'bin-file', file, size, mtimeMs, binName: `${id}-0` },
  'append-name': { kind: 'append-name', threadId: id, before: nameLine('Old'), line: nameLine('New') },
  'remove-names': { kind: 'remove-names', threadId: id, lines: [nameLine('Old')] },
  'update-row': {
    ...{ kind: 'update-row', database: 'state', threadId: id },
    ...{ before: { git_branch: 'main', git_sha: 'abc' }, after: { git_branch: 'b', git_sha: null } },
  },
  'delete-rows': {
    ...{
      kind: 'delete-rows',
      database: 'state',
      table: 'threads',
      key: { id },
      count: 1,
      binName: `${id}-rows`,
    },
  },
};

describe.each(Object.entries(steps))('%s', (_name, step) => {
  it('is done, recognised, and taken back when a later step fails', async () => {
    const withTimes = step.kind !== 'cut-lines';
    const before = await homeContent(home.path, withTimes);
    expect(await lookAtSteps([step], places)).toEqual(['before']);
    const impossible: Step = {
      kind: 'bin-file',
      file: 'sessions/none.jsonl',
      size: 1,
      mtimeMs,
      binName: `${id}-9`,
    };
    const failed = await runSteps([step, impossible], places);
    expect(failed).toMatchObject({ done: false, standing: [] });
    expect(await homeContent(home.path, withTimes)).toEqual(before);

    expect(await runSteps([step], places)).toEqual({ done: true });
    expect(await lookAtSteps([step], places)).toEqual(['after']);
    expect(await homeContent(home.path)).not.toEqual(before);
    expect(await runSteps([step], places)).toMatchObject({ done: false, error: { code: 'conflict' } });
    expect(await lookAtSteps([step], places)).toEqual(['after']);
  });

  it('is dropped, finished or left as it is after a crash', async () => {
    expect(await recoverSteps([step], places)).toBe('nothing');
    await runSteps([step], places);
    const done = await homeContent(home.path);
    expect(await recoverSteps([step], places)).toEqual({ done: true });
    expect(await homeContent(home.path)).toEqual(done);
  });
});

test('steps that a crash came between are finished', async () => {
  const all = [steps['append-lines'], steps['update-row'], steps['append-name']] as Step[];
  await runSteps(all.slice(0, 1), places);
  expect(await lookAtSteps(all, places)).toEqual(['after', 'before', 'before']);
  expect(await recoverSteps(all, places)).toEqual({ done: true });
  expect(await lookAtSteps(all, places)).toEqual(['after', 'after', 'after']);
});

test('and taken back when a place was changed meanwhile', async () => {
  const before = await homeContent(home.path);
  const all = [steps['append-lines'], steps['update-row']] as Step[];
  await runSteps(all.slice(0, 1), places);
  const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
  db.prepare('UPDATE threads SET git_branch = ?').run('theirs');
  db.close();
  expect(await recoverSteps(all, places)).toMatchObject({
    done: false,
    standing: [],
    error: { code: 'conflict' },
  });
  expect((await homeContent(home.path)).rollouts).toEqual(before.rollouts);
});

test('what Codex itself may have done meanwhile is named, and not taken back', async () => {
  const all = [steps['move-file'], steps['update-row']] as Step[];
  // A crash came before any step; then Codex archived the thread in its own way.
  await places.writer.move(file, archived);
  const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
  db.prepare('UPDATE threads SET git_branch = ?').run('theirs');
  db.close();
  const before = await homeContent(home.path);
  expect(await recoverSteps(all, places)).toMatchObject({
    done: false,
    standing: [steps['move-file']],
    error: { code: 'conflict' },
  });
  expect(await homeContent(home.path)).toEqual(before);
});

test.each([1, 7, 8, 15])('a line of which %i bytes were written is written whole', async (written) => {
  const step = steps['append-lines'] as Step;
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  await appendFile(join(home.path, file), bytes.subarray(0, written));
  expect(await lookAtSteps([step], places)).toEqual(['half']);
  expect(await recoverSteps([step], places)).toEqual({ done: true });
  expect(await readFile(join(home.path, file), 'utf8')).toBe(content + bytes.toString());
});

test('a last line without its end gets one first, and that is taken back as well', async () => {
  await writeFile(join(home.path, file), content.trimEnd());
  const step: Step = { kind: 'append-lines', file, at: size - 1, newlineFirst: true, lines };
  expect(await runSteps([step], places)).toEqual({ done: true });
  expect(await readFile(join(home.path, file), 'utf8')).toBe(`${content}${lines.join('\n')}\n`);
  const cut: Step = { kind: 'cut-lines', file, to: size - 1, newlineFirst: true, lines };
  expect(await runSteps([cut], places)).toEqual({ done: true });
  expect(await readFile(join(home.path, file), 'utf8')).toBe(content.trimEnd());
});

test('lines that others wrote behind ours are never cut off', async () => {
  await runSteps([steps['append-lines'] as Step], places);
  await appendFile(join(home.path, file), '{"theirs":true}\n');
  const cut: Step = { kind: 'cut-lines', file, to: size, newlineFirst: false, lines };
  expect(await lookAtSteps([cut], places)).toEqual(['other']);
  expect(await runSteps([cut], places)).toMatchObject({ done: false });
  expect(await readFile(join(home.path, file), 'utf8')).toContain('theirs');
});

test('a moved file whose time was not set any more gets it', async () => {
  const step = steps['move-file, touched'] as Step;
  await places.writer.move(file, archived);
  expect(await lookAtSteps([step], places)).toEqual(['half']);
  expect(await recoverSteps([step], places)).toEqual({ done: true });
  expect((await stat(join(home.path, archived))).mtimeMs).toBe(mtimeMs + 9000);
});

test('other lines of the name index stay as they are, byte by byte', async () => {
  const others = ['garbage', '', JSON.stringify({ id: testId(2), thread_name: ' “x” ', updated_at: 'y' })];
  await writeFile(
    join(home.path, 'session_index.jsonl'),
    [nameLine('A'), ...others, nameLine('B'), '{"tail'].join('\n'),
  );
  expect(await runSteps([{ kind: 'remove-names', threadId: id, lines: [] }], places)).toEqual({ done: true });
  expect(await readFile(join(home.path, 'session_index.jsonl'), 'utf8')).toBe(
    [...others, '{"tail'].join('\n'),
  );
});

test('rows come back from the bin as they were, bytes and all', async () => {
  const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
  db.exec('CREATE TABLE extra (thread_id TEXT, record BLOB, n INTEGER)');
  db.prepare('INSERT INTO extra VALUES (?, ?, ?)').run(id, Buffer.from([0, 255, 7]), 42);
  db.close();
  const before = await homeContent(home.path);
  const rows = {
    database: 'state',
    table: 'extra',
    key: { thread_id: id },
    count: 1,
    binName: `${id}-x`,
  } as const;
  expect(await runSteps([{ kind: 'delete-rows', ...rows }], places)).toEqual({ done: true });
  expect(await runSteps([{ kind: 'restore-rows', ...rows }], places)).toEqual({ done: true });
  expect(await homeContent(home.path)).toEqual(before);
});

test('a change counter whose value another thread has by now gets a new one', async () => {
  const db = new SqliteDatabase(join(home.path, 'queue_1.sqlite'));
  db.exec(`CREATE TABLE queued_thread_revisions (
    revision INTEGER PRIMARY KEY AUTOINCREMENT, thread_id TEXT NOT NULL UNIQUE)`);
  db.prepare('INSERT INTO queued_thread_revisions VALUES (7, ?)').run(id);
  const rows = {
    database: 'queue',
    table: 'queued_thread_revisions',
    key: { thread_id: id },
    count: 1,
    binName: `${id}-x`,
  } as const;
  expect(await runSteps([{ kind: 'delete-rows', ...rows }], places)).toEqual({ done: true });
  db.prepare('INSERT INTO queued_thread_revisions VALUES (7, ?)').run(testId(2));
  expect(await runSteps([{ kind: 'restore-rows', ...rows }], places)).toEqual({ done: true });
  expect(db.prepare('SELECT * FROM queued_thread_revisions ORDER BY revision').all()).toEqual([
    { revision: 7, thread_id: testId(2) },
    { revision: 8, thread_id: id },
  ]);
  db.close();
});
