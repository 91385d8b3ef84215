import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allThreads, editedHome } from '../testing/edited-home';
import { secondProcess } from '../testing/second-process';
import { createTestHome, rolloutPath, sessionMeta, testId } from '../testing/test-home';

test('archiving while another process appends without a lock loses no record (S-12)', async () => {
  const turns = 60;
  const source = await createTestHome();
  onTestFinished(() => source.remove());
  await source.write(rolloutPath(1), sessionMeta(1));
  const home = await editedHome(source.path);
  const threadId = testId(1);

  const path = join(home.path, rolloutPath(1));
  const writer = secondProcess('src-main/store/local/testing/append-in-chunks.ts', [
    path,
    String(turns),
    '5',
  ]);
  onTestFinished(() => writer.kill());
  let isDone = false;
  const done = writer.told().finally(() => {
    isDone = true;
  });
  const moves = { changed: 0, failed: 0 };
  while (!isDone) {
    const { archived } = await home.thread(threadId);
    const outcome = await home.edit({ kind: archived ? 'unarchive' : 'archive', threadIds: [threadId] });
    moves.changed += outcome.changed;
    moves.failed += outcome.failed;
    // A file that grew between two looks is refused, and stays where it is.
    for (const { error, applied } of outcome.failures) {
      expect([error.code, applied]).toEqual(['conflict', []]);
    }
  }
  await done;
  expect(moves.changed).toBeGreaterThan(1);

  const { path: now } = await home.thread(threadId);
  const text = await readFile(now ?? '', 'utf8');
  const prompts = [...text.matchAll(/"message":"(Prompt \d+)/g)].map(([, prompt]) => prompt);
  const expected = Array.from({ length: turns }, (_turn, n) => `Prompt ${n + 1}`);
  expect([...new Set(prompts)]).toEqual(expected);
});

test('a database that another process holds for longer than an edit waits: refused, nothing half done, lists go on', async () => {
  const home = await editedHome('fixtures/legacy-0.150', { databaseWaitMs: 1500 });
  const thread = (await allThreads(home)).find(({ archived }) => !archived);
  const threadIds = [thread?.id ?? ''];
  const plan = await home.plan({ kind: 'git', threadIds, change: { branch: 'held' } });
  const before = await home.content();
  const holder = secondProcess('src-main/store/local/testing/hold-database.ts', [
    join(home.path, 'state_5.sqlite'),
  ]);
  onTestFinished(() => holder.kill());
  expect(await holder.told()).toBe('held');

  const applying = home.edits.apply({ planId: plan.planId });
  expect(await allThreads(home)).not.toEqual([]);
  expect(await applying).toMatchObject({
    changed: 0,
    failures: [
      { error: { code: 'conflict', message: 'another program holds the state database' }, applied: [] },
    ],
  });
  expect(await home.content()).toEqual(before);

  await holder.end();
  expect(await home.edit({ kind: 'git', threadIds, change: { branch: 'held' } })).toMatchObject({
    changed: 1,
  });
});
