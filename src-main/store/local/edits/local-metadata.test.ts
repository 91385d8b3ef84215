import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { resumeParams, turnItems } from '../../conformance/live-threads';
import { sampleId, sampleRollouts } from '../../conformance/sample-threads';
import { having } from '../../conformance/writing-subject';
import type { ThreadMetadataPatch } from '../../types';
import { openSampleHome } from '../testing/open-sample-home';

const legacy = sampleId(1);
const paginated = sampleId(2);
const archived = sampleId(4);

/** A sample home, what its database holds, and a way to change it behind everybody's back. */
async function sampleHome({ database = true }: { database?: boolean } = {}) {
  const opened = await openSampleHome(sampleRollouts, { database });
  onTestFinished(() => opened.remove());
  const { home, store, pathOf, reopen } = opened;

  function sql<Result>(work: (db: SqliteDatabase.Database) => Result): Result {
    const db = new SqliteDatabase(join(home, 'state_5.sqlite'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  }
  const row = (id: string) =>
    sql((db) => db.prepare('SELECT * FROM threads WHERE id = ?').get(id)) as Record<string, unknown>;
  const names = async () => (await readFile(join(home, 'session_index.jsonl'), 'utf8')).trim().split('\n');
  const lines = async (id: string) => (await readFile(pathOf(id), 'utf8')).trim().split('\n');
  const update = (threadId: string, patch: ThreadMetadataPatch, includeArchived = true) =>
    having(store.metadata).updateThreadMetadata({ threadId, patch, includeArchived });
  return { home, store, reopen, sql, row, names, lines, update, pathOf };
}

test('sets_name_on_active_rollout_and_indexes_name', async () => {
  const { update, row, names, lines } = await sampleHome();
  const before = [await lines(legacy), await lines(paginated)];
  await update(legacy, { name: 'Mine' });
  await update(paginated, { name: 'Yours' });
  expect(row(legacy)).toMatchObject({ title: 'Mine', name: null });
  expect(row(paginated)).toMatchObject({ title: 'Beta one', name: 'Yours' });
  expect((await names()).map((line) => JSON.parse(line))).toEqual([
    { id: legacy, thread_name: 'Mine', updated_at: expect.stringMatching(/^\d{4}-.*Z$/) },
    { id: paginated, thread_name: 'Yours', updated_at: expect.any(String) },
  ]);
  expect([await lines(legacy), await lines(paginated)]).toEqual(before);
  await update(legacy, { name: null });
  // An empty line would be passed over by Codex's lists, so the earlier ones go instead.
  expect(await names()).toEqual([expect.stringContaining(paginated)]);
  expect(row(legacy).title).toBe('Alpha one');
});

test('sets_memory_mode_on_active_rollout: an appended header line without git', async () => {
  const { update, row, lines } = await sampleHome();
  const [header] = await lines(legacy);
  await update(legacy, { memoryMode: 'disabled' });
  const { payload } = JSON.parse((await lines(legacy)).at(-1) ?? '') as { payload: object };
  const { git: _git, ...first } = (JSON.parse(header ?? '') as { payload: Record<string, unknown> }).payload;
  expect(payload).toEqual({ ...first, memory_mode: 'disabled' });
  expect(row(legacy).memory_mode).toBe('disabled');
  // A later memory update has no git key either, also after git was cleared.
  await update(legacy, { gitInfo: { sha: null, branch: null, originUrl: null } });
  await update(legacy, { memoryMode: 'enabled' });
  expect(JSON.parse((await lines(legacy)).at(-1) ?? '').payload).not.toHaveProperty('git');
});

test('a cleared git field stays cleared in list, read, resume and after another start', async () => {
  const { update, row, reopen, store } = await sampleHome();
  await update(legacy, { gitInfo: { sha: null, branch: null, originUrl: null } });
  expect(row(legacy)).toMatchObject({ git_sha: null, git_branch: null, git_origin_url: null });
  await having(store.live).resumeThread(resumeParams(1));
  await having(store.live).appendItems({ threadId: legacy, items: turnItems(1, 'x', 'X', 'legacy') });
  await having(store.live).shutdownThread({ threadId: legacy });
  const again = await reopen();
  expect((await again.readThread({ threadId: legacy, includeArchived: false })).gitInfo).toBeNull();
  const { data } = await again.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  expect(data.find(({ id }) => id === legacy)?.gitInfo).toBeNull();
});

test('sets_permission_profile', async () => {
  const { update, row } = await sampleHome();
  await update(paginated, { permissionProfile: { type: 'disabled' }, approvalMode: 'never' });
  expect(row(paginated)).toMatchObject({ sandbox_policy: '{"type":"disabled"}', approval_mode: 'never' });
});

test('metadata_patch_applies_title_over_existing_name', async () => {
  const { update, row } = await sampleHome();
  await update(legacy, { name: 'Mine' });
  await update(legacy, { title: 'From the first message', model: 'm' });
  expect(row(legacy).title).toBe('From the first message');
});

test('observed_metadata_normalizes_cwd_for_list_filters', async () => {
  const { update, row, store } = await sampleHome();
  await update(legacy, { cwd: '/srv/a/../moved/', model: 'm' });
  expect(row(legacy).cwd).toBe('/srv/moved');
  const { data } = await store.listThreads({
    ...{ cwd: ['/srv/moved'], sortKey: 'created_at', sortDirection: 'asc' },
  });
  expect(data.map(({ id }) => id)).toEqual([legacy]);
});

test('repairs_missing_sqlite_row_for_stored_thread', async () => {
  const { update, row, sql } = await sampleHome();
  sql((db) => db.prepare('DELETE FROM threads WHERE id IN (?, ?)').run(legacy, paginated));
  await update(legacy, { gitInfo: { branch: 'b' } });
  expect(row(legacy)).toMatchObject({
    ...{ title: 'Alpha one', preview: 'Alpha one', first_user_message: 'Alpha one', git_branch: 'b' },
    ...{ git_sha: 'abc', history_mode: 'legacy', archived: 0, cwd: '/srv/a' },
  });
  await update(paginated, { name: 'Mine' });
  expect(row(paginated)).toMatchObject({ name: 'Mine', history_mode: 'paginated', source: 'vscode' });
});

test('recreates_missing_archived_sqlite_row_as_archived', async () => {
  const { update, row, sql } = await sampleHome();
  sql((db) => db.prepare('DELETE FROM threads WHERE id = ?').run(archived));
  await update(archived, { gitInfo: { branch: 'b' } });
  expect(row(archived)).toMatchObject({ archived: 1, git_branch: 'b', archived_at: expect.any(Number) });
});

test('writing a thread row never loses columns we do not know', async () => {
  const { update, row, sql } = await sampleHome();
  sql((db) => {
    db.exec("ALTER TABLE threads ADD COLUMN of_tomorrow TEXT DEFAULT 'none'");
    db.prepare("UPDATE threads SET of_tomorrow = 'keep', is_pinned = 1, section_position = 7").run();
  });
  await update(legacy, { name: 'Mine', gitInfo: { branch: 'b' }, memoryMode: 'disabled' });
  await update(legacy, { model: 'm', tokensUsed: -5 });
  expect(row(legacy)).toMatchObject({
    of_tomorrow: 'keep',
    is_pinned: 1,
    section_position: 7,
    tokens_used: 0,
  });
});

test('rejects_mismatched_session_meta_id: nothing is written into a file of another thread', async () => {
  const { update, pathOf, store, home } = await sampleHome({ database: false });
  const path = pathOf(legacy);
  const content = (await readFile(path, 'utf8')).replaceAll(legacy, sampleId(77));
  await writeFile(path, content);
  await expect
    .poll(() => store.readThread({ threadId: sampleId(77), includeArchived: false }).then(({ id }) => id))
    .toBe(sampleId(77));
  await expect(update(legacy, { memoryMode: 'disabled' })).rejects.toMatchObject({
    code: 'thread_not_found',
  });
  expect(await readFile(path, 'utf8')).toBe(content);
  expect(await readFile(join(home, 'session_index.jsonl'), 'utf8').catch(() => null)).toBeNull();
});

test('sqlite_failures_are_best_effort_for_legacy_rollout_compat_updates, and for observed ones', async () => {
  const { update, home, names, lines } = await sampleHome({ database: false });
  await writeFile(join(home, 'state_5.sqlite'), 'this is no database');
  const before = await lines(legacy);
  await update(legacy, { name: 'Mine', memoryMode: 'disabled' });
  expect(JSON.parse((await names()).at(-1) ?? '')).toMatchObject({ id: legacy, thread_name: 'Mine' });
  expect(await lines(legacy)).toHaveLength(before.length + 1);
  await update(legacy, { model: 'm', preview: 'p' });
  expect(await lines(legacy)).toHaveLength(before.length + 1);
});

test('sqlite_failures_still_block_for_explicit_git_only_updates', async () => {
  const { update, home, lines } = await sampleHome({ database: false });
  await writeFile(join(home, 'state_5.sqlite'), 'this is no database');
  const before = [await lines(legacy), await lines(paginated)];
  await expect(update(legacy, { gitInfo: { branch: 'b' } })).rejects.toMatchObject({ code: 'database' });
  // What paginated threads have stands nowhere else.
  await expect(update(paginated, { name: 'Mine' })).rejects.toMatchObject({ code: 'database' });
  expect([await lines(legacy), await lines(paginated)]).toEqual(before);
  await rm(join(home, 'state_5.sqlite'));
});

test('live_thread keeps_archived_thread_archived_in_sqlite', async () => {
  const { update, row, store } = await sampleHome();
  const live = having(store.live);
  await live.resumeThread(resumeParams(4, { includeArchived: true }));
  await update(archived, { model: 'm', updatedAt: new Date() });
  await update(archived, { gitInfo: { branch: 'b' } });
  await live.shutdownThread({ threadId: archived });
  expect(row(archived)).toMatchObject({ archived: 1, model: 'm', git_branch: 'b' });
});
