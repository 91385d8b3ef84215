import { expect, it, onTestFinished } from 'vitest';
import { createLocalThreadStore } from '../local-thread-store';
import { createTestHome, legacyRollout, rolloutPath, testId } from '../testing/test-home';
import { nodeWriteSystem, type WriteSystem } from './write-system';

/** Node's own calls, each told by name and path. */
function recorded(calls: string[]): WriteSystem {
  const tell =
    <Args extends [string, ...unknown[]], Result>(name: string, work: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> => {
      calls.push(`${name} ${args[0]}`);
      return work(...args);
    };
  return {
    open: tell('open', nodeWriteSystem.open),
    lstat: tell('lstat', nodeWriteSystem.lstat),
    realpath: tell('realpath', nodeWriteSystem.realpath),
    mkdir: tell('mkdir', nodeWriteSystem.mkdir),
    rename: tell('rename', nodeWriteSystem.rename),
    link: tell('link', nodeWriteSystem.link),
    unlink: tell('unlink', nodeWriteSystem.unlink),
    utimes: tell('utimes', nodeWriteSystem.utimes),
  };
}

it('reading, and planning an edit, makes no call that changes anything, and an edit makes its own (S-13)', async () => {
  const home = await createTestHome();
  onTestFinished(() => home.remove());
  await home.write(rolloutPath(1), legacyRollout(1, 2));
  const before = await home.snapshot();
  const calls: string[] = [];
  const store = await createLocalThreadStore({
    ...{ home: home.path, dataDir: home.dataDir, env: {}, live: false },
    writeSystem: recorded(calls),
  });
  onTestFinished(() => store.close());
  const threadId = testId(1);
  await store.describeHome();
  await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
  await store.readThread({ threadId, includeArchived: true });
  await store.listTurns({ threadId, view: 'everything', sortDirection: 'asc' });
  await store.outline({ threadId });
  await store.replayUsage({ threadId });
  await store.check({ threadId });
  const plan = await store.edits?.plan({ request: { kind: 'archive', threadIds: [threadId] } });
  // A plan tells who writes the thread: it looks for the lock file.
  expect(calls.filter((call) => !/^(realpath|lstat) /.test(call))).toEqual([]);
  expect(await home.snapshot()).toEqual(before);
  await store.edits?.apply({ planId: plan?.planId ?? '' });
  expect(calls.filter((call) => call.startsWith('rename '))).toHaveLength(1);
});
