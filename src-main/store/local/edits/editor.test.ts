import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, test } from 'vitest';
import type { EditRequest } from '../../../contracts/model/edit';
import type { StoreEvent } from '../../types';
import { createThreadLocks } from '../locks/thread-locks';
import { allThreads, type EditedHome, editedHome } from '../testing/edited-home';
import { createLockFiles } from '../write/lock-files';

const homes = ['legacy-0.133', 'legacy-0.150', 'paginated-0.169', 'edges-0.169', 'no-sqlite-0.169'];
const sha = 'f'.repeat(40);

/** Threads of a home that an edit of this kind can be tried on. */
async function requestsFor(home: EditedHome): Promise<[string, EditRequest][]> {
  const threads = (await allThreads(home)).filter(({ path, format }) => path !== null && format !== 'bare');
  const active = threads.filter(({ archived }) => !archived);
  const ids = threads.map(({ id }) => id);
  const some = ids.slice(0, 8);
  const archived = threads.filter((thread) => thread.archived).map(({ id }) => id);
  const [first] = active;
  const activeIds = active.map(({ id }) => id);
  return [
    [
      'git',
      {
        kind: 'git',
        threadIds: some,
        change: { branch: 'skein/x', sha: null, originUrl: 'https://e.org/y.git' },
      },
    ],
    ['name', { kind: 'name', threadId: first?.id ?? '', name: ' A “new” name ' }],
    ['memory-mode', { kind: 'memory-mode', threadIds: some, memoryMode: 'disabled' }],
    ['archive', { kind: 'archive', threadIds: activeIds }],
    ...(archived.length > 0
      ? [['unarchive', { kind: 'unarchive', threadIds: archived }] as [string, EditRequest]]
      : []),
    ['delete', { kind: 'delete', threadIds: ids }],
  ];
}

describe.each(homes)('edits of %s', (name) => {
  const kinds = ['git', 'name', 'memory-mode', 'archive', 'unarchive', 'delete'];
  it.each(kinds)(
    '%s: done as planned, seen at once, undone after a restart, and done again',
    async (kind) => {
      const home = await editedHome(`fixtures/${name}`);
      const request = (await requestsFor(home)).find(([one]) => one === kind)?.[1];
      if (!request) return;
      const before = await home.content();
      const listed = await allThreads(home);
      const plan = await home.plan(request);
      expect(await home.content()).toEqual(before);
      const { planId } = plan;
      const outcome = await home.edits.apply({ planId });
      expect(outcome).toMatchObject({ failures: [], changed: plan.counts.changing });
      if (plan.counts.changing === 0) return;
      const changing = plan.entries.filter(({ writes }) => writes.length > 0);
      const now = new Map((await allThreads(home)).map((thread) => [thread.id, thread]));
      for (const { threadId, fields } of changing) {
        const thread = now.get(threadId);
        for (const { field, after } of fields) {
          if (field === 'deleted') expect(thread).toBeUndefined();
          if (field === 'git.branch') expect(thread?.gitInfo?.branch ?? null).toBe(after);
          if (field === 'git.sha') expect(thread?.gitInfo?.sha ?? null).toBe(after);
          if (field === 'git.originUrl') expect(thread?.gitInfo?.originUrl ?? null).toBe(after);
          if (field === 'name') expect(thread?.name).toBe(after);
          if (field === 'memoryMode') expect(thread?.memoryMode ?? 'enabled').toBe(after);
          if (field === 'archived') expect(thread?.archived).toBe(after === 'yes');
        }
      }
      const edited = await home.content();
      expect(edited).not.toEqual(before);

      await home.reopen();
      const batchId = outcome.batchId ?? '';
      const undone = await home.edit({ kind: 'undo', batchId });
      expect(undone).toMatchObject({ failures: [], changed: outcome.changed });
      expect(await home.content()).toEqual(before);
      expect((await allThreads(home)).map(comparable)).toEqual(listed.map(comparable));
      const { batches } = await home.edits.journal({});
      expect(batches).toMatchObject([
        { kind: 'undo', state: 'applied', undoes: batchId },
        { batchId, kind, state: 'undone', undoneBy: undone.batchId },
      ]);

      const again = await home.edit({ kind: 'undo', batchId: undone.batchId ?? '' });
      expect(again).toMatchObject({ failures: [], changed: outcome.changed });
      expect((await home.edits.journal({})).batches[0]?.label).toBe(`Redo: ${plan.label}`);
      expect((await home.content(false)).rows).toEqual({
        ...edited.rows,
        ...(await timesOf(home, edited.rows)),
      });
      expect((await home.edits.batch({ batchId })).batch.state).toBe('applied');
    },
  );
});

/** Turn counts and flags that only a scan gives are no matter of edits. */
function comparable({
  turnCount: _turns,
  damaged: _damaged,
  tokensUsed: _tokens,
  ...thread
}: Awaited<ReturnType<typeof allThreads>>[number]) {
  return { ...thread, recencyAt: null, recencyAtMs: null };
}

/** Rows whose times were set anew. */
async function timesOf(home: EditedHome, rows: Record<string, string[]>) {
  const now = (await home.content(false)).rows;
  return Object.fromEntries(
    Object.keys(rows)
      .filter((table) => table.endsWith('/threads'))
      .map((table) => [table, now[table]]),
  );
}

describe('git edits', () => {
  const legacy = 'fixtures/legacy-0.150';
  const first = async (home: EditedHome) =>
    (await allThreads(home)).find(({ archived }) => !archived)?.id ?? '';
  const lastLine = async (home: EditedHome, threadId: string) => {
    const { segments } = await home.thread(threadId);
    const text = await readFile(join(home.path, segments?.at(-1)?.file ?? ''), 'utf8');
    return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as {
      type: string;
      payload: Record<string, unknown>;
    };
  };

  test('a legacy thread gets its header line again with the whole git object; cleared fields are absent', async () => {
    const home = await editedHome(legacy);
    const threadId = await first(home);
    await home.edit({
      kind: 'git',
      threadIds: [threadId],
      change: { branch: 'b', sha, originUrl: 'https://e.org/x.git' },
    });
    expect(await lastLine(home, threadId)).toMatchObject({
      type: 'session_meta',
      payload: {
        ...{ id: threadId, memory_mode: 'enabled' },
        git: { branch: 'b', commit_hash: sha, repository_url: 'https://e.org/x.git' },
      },
    });
    await home.edit({
      kind: 'git',
      threadIds: [threadId],
      change: { branch: null, sha: null, originUrl: null },
    });
    expect((await lastLine(home, threadId)).payload.git).toEqual({});
    expect((await home.thread(threadId)).gitInfo).toBeNull();
  });

  test('credentials are neither stored nor shown', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const threadId = await first(home);
    const plan = await home.plan({
      kind: 'git',
      threadIds: [threadId],
      change: { originUrl: 'https://me:secret@e.org/x.git' },
    });
    expect(JSON.stringify(plan)).not.toContain('secret');
    await home.edits.apply({ planId: plan.planId });
    expect((await home.thread(threadId)).gitInfo?.originUrl).toBe('https://e.org/x.git');
    expect(JSON.stringify(await home.content())).not.toContain('secret');
  });

  test('an undo brings back what was stored, credentials included', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const threadId = await first(home);
    const stored = 'https://me:secret@e.org/x.git';
    const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
    db.prepare('UPDATE threads SET git_origin_url = ? WHERE id = ?').run(stored, threadId);
    db.close();
    const { batchId } = await home.edit({ kind: 'git', threadIds: [threadId], change: { originUrl: null } });
    await home.edit({ kind: 'undo', batchId: batchId ?? '' });
    expect(JSON.stringify(await home.content())).toContain(stored);
  });

  test('a rule changes only threads that meet it, and counts the others', async () => {
    const home = await editedHome(legacy);
    const threads = await allThreads(home);
    const wanted = threads.filter(({ gitInfo }) => gitInfo?.branch === 'main').length;
    expect(wanted).toBeGreaterThan(1);
    const request: EditRequest = {
      ...{ kind: 'git', threadIds: threads.map(({ id }) => id) },
      ...{ change: { branch: 'trunk' }, where: { branch: 'main' } },
    };
    const { counts } = await home.plan(request);
    expect(counts).toEqual({
      total: threads.length,
      changing: wanted,
      unchanged: threads.length - wanted,
      refused: 0,
    });
    expect(await home.edit(request)).toMatchObject({ changed: wanted, failed: 0 });
  });

  test.each([
    [{ branch: '  ' }, 'gitInfo.branch must not be empty'],
    [{}, 'gitInfo must include at least one field'],
  ])('%j is refused: %s', async (change, message) => {
    const home = await editedHome('fixtures/paginated-0.169');
    const threadIds = [await first(home)];
    await expect(home.edits.plan({ request: { kind: 'git', threadIds, change } })).rejects.toMatchObject({
      code: 'invalid_request',
      message,
    });
  });

  test('an undo writes another line when the thread went on since, and refuses when the value did', async () => {
    const home = await editedHome(legacy);
    const threadId = await first(home);
    const before = (await home.thread(threadId)).gitInfo;
    const { batchId } = await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'b' } });
    const file = (await home.thread(threadId)).segments?.at(-1)?.file ?? '';
    await appendFile(
      join(home.path, file),
      `${JSON.stringify({ timestamp: '2026-11-22T19:00:00.000Z', type: 'event_msg', payload: { type: 'agent_message', message: 'later' } })}\n`,
    );
    const undo = await home.edit({ kind: 'undo', batchId: batchId ?? '' });
    expect(undo).toMatchObject({ changed: 1, failed: 0 });
    expect((await home.thread(threadId)).gitInfo).toEqual(before);
    expect((await lastLine(home, threadId)).type).toBe('session_meta');

    const second = await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'c' } });
    await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'd' } });
    const { entries } = await home.plan({ kind: 'undo', batchId: second.batchId ?? '' });
    expect(entries).toMatchObject([
      { problems: [{ severity: 'refused', code: 'changed_since' }], writes: [] },
    ]);
    expect(entries[0]?.problems[0]?.message).toContain('“d”');
  });

  test('what changed between plan and apply is left alone', async () => {
    const home = await editedHome(legacy);
    const threadId = await first(home);
    const { planId } = await home.plan({ kind: 'git', threadIds: [threadId], change: { branch: 'b' } });
    await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'other' } });
    const before = await home.content();
    expect(await home.edits.apply({ planId })).toMatchObject({
      ...{ batchId: null, changed: 0, failed: 1 },
      failures: [{ threadId, error: { code: 'conflict', detail: { reason: 'changed_since' } }, applied: [] }],
    });
    expect(await home.content()).toEqual(before);
    await expect(home.edits.apply({ planId })).rejects.toMatchObject({ code: 'stale' });
  });

  test('a thread that is open for writing elsewhere is refused, with the reason', async () => {
    const home = await editedHome(legacy);
    const threadId = await first(home);
    const request: EditRequest = { kind: 'git', threadIds: [threadId], change: { branch: 'b' } };
    const early = await home.plan(request);
    const lock = await createThreadLocks(createLockFiles(home.path)).lock(threadId);
    const before = await home.content();
    const { entries, counts } = await home.plan(request);
    expect(counts).toMatchObject({ refused: 1, changing: 0 });
    expect(entries[0]?.problems).toMatchObject([{ code: 'in_use', detail: { pid: process.pid } }]);
    expect(await home.edits.apply({ planId: early.planId })).toMatchObject({
      failures: [{ error: { code: 'conflict', message: `thread ${threadId} already has an active writer` } }],
    });
    expect(await home.content()).toEqual(before);
    await lock.release();
    expect(await home.edit(request)).toMatchObject({ changed: 1 });
  });
});

describe('refusals', () => {
  test('naming an archived thread has no partial effect', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const archived = (await allThreads(home)).find((thread) => thread.archived)?.id ?? '';
    const before = await home.content();
    const { entries, planId } = await home.plan({ kind: 'name', threadId: archived, name: 'X' });
    expect(entries[0]?.problems).toMatchObject([
      { code: 'archived', message: `no rollout found for thread id ${archived}` },
    ]);
    expect(await home.edits.apply({ planId })).toMatchObject({ batchId: null, changed: 0 });
    expect(await home.content()).toEqual(before);
  });

  test('a missing thread is one refused entry among others', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const missing = '01a2ffff-0000-7000-8000-000000000000';
    const ids = [missing, ...(await allThreads(home)).map(({ id }) => id)];
    const { counts, entries } = await home.plan({ kind: 'git', threadIds: ids, change: { branch: 'zz' } });
    expect(counts).toMatchObject({ refused: 1, changing: ids.length - 1 });
    expect(entries[0]?.problems).toMatchObject([{ code: 'thread_not_found' }]);
  });

  test('a paginated thread of a home without databases is not edited', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const threadIds = (await allThreads(home)).map(({ id }) => id);
    for (const part of ['', '-wal', '-shm'])
      await rm(join(home.path, `state_5.sqlite${part}`), { force: true });
    await home.reopen();
    const { entries } = await home.plan({ kind: 'git', threadIds, change: { branch: 'zz' } });
    expect(new Set(entries.map(({ problems }) => problems[0]?.code))).toEqual(new Set(['no_database']));
  });

  test('delete_thread_rejects_referenced_paginated_history, unless the fork goes with it', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const threads = await allThreads(home);
    const fork = threads.find(({ forkedFromId }) => forkedFromId !== null);
    const base = fork?.forkedFromId ?? '';
    const refused = await home.plan({ kind: 'delete', threadIds: [base] });
    expect(refused.entries[0]).toMatchObject({
      problems: [
        {
          code: 'still_referenced',
          message: `cannot delete thread ${base}: forked history still references it`,
        },
      ],
      related: [{ threadId: fork?.id, relation: 'fork' }],
    });
    const both = await home.edit({ kind: 'delete', threadIds: [base, fork?.id ?? ''] });
    expect(both).toMatchObject({ changed: 2, failed: 0 });
    expect((await allThreads(home)).map(({ id }) => id)).not.toContain(base);
    expect(await home.edits.bin()).toMatchObject({ threads: 2 });
    await home.reopen();
    expect(await home.edit({ kind: 'undo', batchId: both.batchId ?? '' })).toMatchObject({
      changed: 2,
      failed: 0,
    });
    expect((await allThreads(home)).map(({ id }) => id).sort()).toEqual(threads.map(({ id }) => id).sort());
  });

  test('what was deleted cannot be brought back when the bin is empty', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const solo = (await allThreads(home)).at(-1)?.id ?? '';
    const { batchId } = await home.edit({ kind: 'delete', threadIds: [solo] });
    expect(await home.edits.emptyBin()).toMatchObject({ threads: 1 });
    expect(await home.edits.bin()).toEqual({ threads: 0, files: 0, bytes: 0 });
    const { entries } = await home.plan({ kind: 'undo', batchId: batchId ?? '' });
    expect(entries[0]?.problems).toMatchObject([{ severity: 'refused' }]);
  });

  test('another thread of the same batch is undone by itself', async () => {
    const home = await editedHome('fixtures/legacy-0.150');
    const threadIds = (await allThreads(home)).slice(0, 3).map(({ id }) => id);
    const { batchId } = await home.edit({ kind: 'git', threadIds, change: { branch: 'zz' } });
    const one = threadIds.slice(1, 2);
    expect(await home.edit({ kind: 'undo', batchId: batchId ?? '', threadIds: one })).toMatchObject({
      changed: 1,
    });
    expect((await home.edits.batch({ batchId: batchId ?? '' })).batch.state).toBe('partly-undone');
    const branches = await Promise.all(threadIds.map(async (id) => (await home.thread(id)).gitInfo?.branch));
    expect(branches.map((branch) => branch === 'zz')).toEqual([true, false, true]);
    const { counts } = await home.plan({ kind: 'undo', batchId: batchId ?? '', threadIds: one });
    expect(counts).toMatchObject({ refused: 1 });
  });
});

describe('what was interrupted', () => {
  test('is finished at the next start, and told once', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const threadId = (await allThreads(home)).find(({ archived }) => !archived)?.id ?? '';
    const before = (await home.thread(threadId)).gitInfo?.branch ?? null;
    const { batchId } = await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'b' } });
    const edited = await home.content();
    await home.store.close();
    // As if the process had been killed between the rollout and the row.
    const [folder = ''] = await readdir(join(home.dataDir, 'edits'));
    const journal = new SqliteDatabase(join(home.dataDir, 'edits', folder, 'journal.sqlite'));
    journal.exec(`UPDATE entries SET state = 'begun'; UPDATE batches SET finished = 0`);
    journal.close();
    const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
    db.prepare('UPDATE threads SET git_branch = ? WHERE id = ?').run(before, threadId);
    db.close();

    // Somebody has the thread: it is left until the next start.
    const lock = await createThreadLocks(createLockFiles(home.path)).lock(threadId);
    await home.reopen();
    expect((await home.edits.journal({})).batches).toMatchObject([{ state: 'interrupted' }]);
    await lock.release();

    await home.reopen();
    const events: StoreEvent[] = [];
    home.store.subscribe((event) => events.push(event));
    await expect
      .poll(() => events)
      .toEqual([{ type: 'journal-changed', reason: 'recovered', batchIds: [batchId] }]);
    expect((await home.edits.journal({})).batches).toMatchObject([{ batchId, state: 'applied', changed: 1 }]);
    expect(await home.content()).toEqual(edited);
    expect((await home.thread(threadId)).gitInfo?.branch).toBe('b');
  });

  test('a journal that cannot be used keeps from editing, not from reading', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const threadIds = (await allThreads(home)).map(({ id }) => id);
    await home.edit({ kind: 'git', threadIds, change: { branch: 'b' } });
    await home.store.close();
    const [folder = ''] = await readdir(join(home.dataDir, 'edits'));
    const path = join(home.dataDir, 'edits', folder, 'journal.sqlite');
    await writeFile(path, 'no database at all, but something of the user');
    await home.reopen();
    expect(await allThreads(home)).toHaveLength(threadIds.length);
    const refusal = { code: 'database', message: expect.stringContaining('journal') };
    await expect(home.edits.journal({})).rejects.toMatchObject(refusal);
    await expect(home.plan({ kind: 'git', threadIds, change: { branch: 'c' } })).rejects.toMatchObject(
      refusal,
    );
    expect(await readFile(path, 'utf8')).toContain('something of the user');
  });
});

describe('edits that make a file', () => {
  test.each(['fork', 'revert', 'review'] as const)('%s: undone while nobody wrote to it', async (kind) => {
    const home = await editedHome('fixtures/paginated-0.169');
    const thread = (await allThreads(home)).find(
      ({ preview, archived }) => preview === 'Plain one' && !archived,
    );
    const threadId = thread?.id ?? '';
    const { turns } = await home.store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
    const requests: Record<typeof kind, EditRequest> = {
      fork: { kind: 'fork', threadId, boundary: { kind: 'latest' } },
      revert: { kind: 'revert', threadId, beforeTurnId: turns[1]?.id ?? '' },
      review: {
        ...{ kind: 'review', threadId },
        review: { findings: [], verdict: 'patch is correct', explanation: 'Good.', confidence: 1 },
      },
    };
    const before = await home.content();
    const outcome = await home.edit(requests[kind]);
    expect(outcome).toMatchObject({ changed: 1, failures: [] });
    expect(outcome.newThreadId !== null).toBe(kind !== 'revert');
    const changed = await home.content();
    await home.reopen();
    const undone = await home.edit({ kind: 'undo', batchId: outcome.batchId ?? '' });
    expect(undone).toMatchObject({ changed: 1, failures: [] });
    expect(await home.content()).toEqual(before);

    await home.edit({ kind: 'undo', batchId: undone.batchId ?? '' });
    expect(await home.content(false)).toMatchObject({ names: changed.names });
    const file = Object.keys(changed.rollouts).find((one) => !(one in before.rollouts)) ?? '';
    await appendFile(join(home.path, file), '{}\n');
    const { entries } = await home.plan({ kind: 'undo', batchId: outcome.batchId ?? '' });
    expect(entries[0]?.problems).toMatchObject([{ severity: 'refused', code: 'changed_since' }]);
  });
});

describe('telling of edits', () => {
  test('events name the threads and the batch, and the list says the new values', async () => {
    const home = await editedHome('fixtures/paginated-0.169', { live: true });
    const threadIds = (await allThreads(home)).map(({ id }) => id);
    const events: StoreEvent[] = [];
    home.store.subscribe((event) => events.push(event));
    const { batchId } = await home.edit({ kind: 'memory-mode', threadIds, memoryMode: 'disabled' });
    expect(events).toContainEqual({ type: 'journal-changed', reason: 'edited', batchIds: [batchId] });
    const changed = events.findLast((event) => event.type === 'threads-changed');
    expect(changed).toBeDefined();
    expect(new Set((await allThreads(home)).map(({ memoryMode }) => memoryMode))).toEqual(
      new Set(['disabled']),
    );
  });

  test('an old value that another program puts back is noted once', async () => {
    const home = await editedHome('fixtures/paginated-0.169', { live: true });
    const [thread] = await allThreads(home);
    const threadId = thread?.id ?? '';
    const before = thread?.gitInfo?.branch ?? null;
    const events: StoreEvent[] = [];
    home.store.subscribe((event) => events.push(event));
    const { batchId } = await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'b' } });
    const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
    db.prepare('UPDATE threads SET git_branch = ? WHERE id = ?').run(before, threadId);
    db.close();
    await expect
      .poll(() => events, { timeout: 10_000 })
      .toContainEqual({ type: 'journal-changed', reason: 'put-back', batchIds: [batchId] });
    const { entries } = await home.edits.batch({ batchId: batchId ?? '' });
    expect(entries[0]?.putBack).toMatchObject([{ field: 'git.branch', value: before }]);
    const { entries: undo } = await home.plan({ kind: 'undo', batchId: batchId ?? '' });
    expect(undo[0]?.problems).toMatchObject([{ code: 'changed_since' }]);
  });

  test('drafts of reviews outlast a restart', async () => {
    const home = await editedHome('fixtures/paginated-0.169');
    const draft = { findings: [], verdict: null, explanation: 'So far', confidence: 0.5 };
    await home.edits.saveDraft({ threadId: 'a', draft });
    await home.reopen();
    expect(await home.edits.readDraft({ threadId: 'a' })).toMatchObject({
      draft,
      savedAtMs: expect.any(Number),
    });
    await home.edits.saveDraft({ threadId: 'a', draft: null });
    expect(await home.edits.readDraft({ threadId: 'a' })).toEqual({ draft: null, savedAtMs: null });
  });

  test('no lock file and no other trace of ours stays in the home', async () => {
    const home = await editedHome('fixtures/legacy-0.150');
    const threadIds = (await allThreads(home)).map(({ id }) => id);
    await home.edit({ kind: 'git', threadIds, change: { branch: 'zz' } });
    expect(await readdir(join(home.path, 'thread-writer-locks'))).toEqual(['.coordination.lock']);
    const all = await readdir(home.path, { recursive: true });
    expect(all.filter((file) => file.includes('skein'))).toEqual([]);
  });
});
