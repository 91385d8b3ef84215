import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreEvent } from '../../types';
import { createThreadLocks } from '../locks/thread-locks';
import { createState, stateRow } from '../state-db/fixture';
import { stateFileName } from '../state-db/state-db';
import { allThreads, editedHome } from '../testing/edited-home';
import { legacyRollout, rolloutPath, testId } from '../testing/test-home';
import { createLockFiles } from '../write/lock-files';

const count = 400;

/** A home with many small threads, each with its row. */
async function manyThreads(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'skein-many-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const rows = [];
  for (let n = 1; n <= count; n += 1) {
    const path = join(home, rolloutPath(n));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, legacyRollout(n));
    rows.push(stateRow({ id: testId(n), rollout_path: path, git_branch: 'main', history_mode: 'legacy' }));
  }
  createState(join(home, stateFileName), rows).close();
  return home;
}

test('hundreds of threads with two conflicts: the others are done, told, and undone as one batch', async () => {
  const home = await editedHome(await manyThreads());
  const threadIds = (await allThreads(home)).map(({ id }) => id);
  expect(threadIds).toHaveLength(count);
  const plan = await home.plan({ kind: 'git', threadIds, change: { branch: 'trunk' } });
  expect(plan.counts).toEqual({ total: count, changing: count, unchanged: 0, refused: 0 });
  expect(plan.entries).toHaveLength(200);
  const { entries } = await home.edits.entries({ planId: plan.planId, from: 300, count: 200 });
  expect(entries.map(({ threadId }) => threadId)).toEqual(threadIds.slice(300));

  const [locked = '', changed = ''] = [threadIds[17], threadIds[240]];
  await home.edit({ kind: 'git', threadIds: [changed], change: { branch: 'other' } });
  const lock = await createThreadLocks(createLockFiles(home.path)).lock(locked);
  const events: StoreEvent[] = [];
  home.store.subscribe((event) => events.push(event));
  const outcome = await home.edits.apply({ planId: plan.planId });
  await lock.release();
  expect(outcome).toMatchObject({ changed: count - 2, failed: 2, unchanged: 0 });
  expect(outcome.failures.map(({ threadId, error }) => [threadId, error.code])).toEqual([
    [locked, 'conflict'],
    [changed, 'conflict'],
  ]);
  expect(outcome.failures[1]?.error.detail).toEqual({ reason: 'changed_since' });
  const progress = events.filter((event) => event.type === 'edit-progress');
  expect(progress.at(-1)).toMatchObject({ done: count, total: count });

  const branches = new Map((await allThreads(home)).map(({ id, gitInfo }) => [id, gitInfo?.branch]));
  expect([branches.get(locked), branches.get(changed)]).toEqual(['main', 'other']);
  expect([...branches.values()].filter((branch) => branch === 'trunk')).toHaveLength(count - 2);

  await home.reopen();
  const batchId = outcome.batchId ?? '';
  expect((await home.edits.batch({ batchId })).batch).toMatchObject({ state: 'applied', changed: count - 2 });
  const undo = await home.edit({ kind: 'undo', batchId });
  expect(undo).toMatchObject({ changed: count - 2, failed: 0 });
  const after = (await allThreads(home)).map(({ gitInfo }) => gitInfo?.branch);
  expect(after.filter((branch) => branch === 'main')).toHaveLength(count - 1);
}, 300_000);
