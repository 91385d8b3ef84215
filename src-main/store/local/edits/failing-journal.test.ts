import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { allThreads, type EditedHome, editedHome } from '../testing/edited-home';

/** Changes the journal from outside, as another program or a full disk would. */
async function inJournal(home: EditedHome, sql: string): Promise<void> {
  const [folder = ''] = await readdir(join(home.dataDir, 'edits'));
  const journal = new SqliteDatabase(join(home.dataDir, 'edits', folder, 'journal.sqlite'));
  journal.exec(sql);
  journal.close();
}

const fail = ['entries', 'batches']
  .map((table) => {
    return `CREATE TRIGGER ${table}_fails BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'disk is full'); END`;
  })
  .join(';');

test('an edit that cannot be noted as done is told as done, keeps nobody from reading, and is noted later', async () => {
  const home = await editedHome('fixtures/legacy-0.133');
  const threadId = (await allThreads(home)).find(({ archived }) => !archived)?.id ?? '';
  await inJournal(home, fail);
  const outcome = await home.edit({ kind: 'git', threadIds: [threadId], change: { branch: 'b' } });
  expect(outcome).toMatchObject({ changed: 0, failed: 1, failures: [{ error: { code: 'partial' } }] });
  expect(outcome.failures[0]?.applied).toHaveLength(2);
  expect((await home.thread(threadId)).gitInfo?.branch).toBe('b');
  const edited = await home.content();

  await home.reopen();
  expect((await home.thread(threadId)).gitInfo?.branch).toBe('b');

  await inJournal(home, 'DROP TRIGGER entries_fails; DROP TRIGGER batches_fails');
  await home.reopen();
  expect((await home.edits.journal({})).batches).toMatchObject([{ state: 'applied', changed: 1 }]);
  expect(await home.content()).toEqual(edited);
});

test('emptying the bin leaves what an edit that goes on may have to bring back', async () => {
  const home = await editedHome('fixtures/paginated-0.169');
  const before = await home.content();
  const solo = (await allThreads(home)).at(-1)?.id ?? '';
  const { batchId } = await home.edit({ kind: 'delete', threadIds: [solo] });
  const total = await home.edits.bin();
  expect(total).toMatchObject({ threads: 1 });
  await inJournal(home, `UPDATE entries SET state = 'begun'`);
  expect(await home.edits.emptyBin()).toEqual({ threads: 0, files: 0, bytes: 0 });
  expect(await home.edits.bin()).toEqual(total);

  await inJournal(home, `UPDATE entries SET state = 'applied'`);
  expect(await home.edit({ kind: 'undo', batchId: batchId ?? '' })).toMatchObject({ changed: 1 });
  expect(await home.content()).toEqual(before);
});
