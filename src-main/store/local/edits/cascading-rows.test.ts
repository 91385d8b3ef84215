import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { allThreads, editedHome } from '../testing/edited-home';

test('rows that the database removes together with a thread come back with it', async () => {
  const home = await editedHome('fixtures/paginated-0.169');
  const threadId = (await allThreads(home)).at(-1)?.id ?? '';
  const db = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
  db.exec(`CREATE TABLE IF NOT EXISTS thread_artifacts (
    id TEXT PRIMARY KEY, thread_id TEXT NOT NULL REFERENCES threads(id) ON DELETE CASCADE)`);
  db.prepare('INSERT INTO thread_artifacts (id, thread_id) VALUES (?, ?)').run('a', threadId);
  db.close();
  const before = await home.content();
  const { batchId } = await home.edit({ kind: 'delete', threadIds: [threadId] });
  await home.edit({ kind: 'undo', batchId: batchId ?? '' });
  expect(await home.content()).toEqual(before);
});
