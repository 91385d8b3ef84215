import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { secondProcess } from '../testing/second-process';
import { createTestHome, testId } from '../testing/test-home';
import { createLockFiles } from '../write/lock-files';
import { createThreadLocks } from './thread-locks';

const threadId = testId(1);
const refused = `thread ${threadId} already has an active writer`;
const program = (name: string) => `src-main/store/local/testing/${name}.ts`;

async function home() {
  const made = await createTestHome();
  onTestFinished(() => made.remove());
  return {
    ...made,
    locks: createThreadLocks(createLockFiles(made.path)),
    holder() {
      const child = secondProcess(program('hold-lock'), [made.path, threadId]);
      onTestFinished(() => child.kill());
      return child;
    },
    lockFiles: () => readdir(join(made.path, 'thread-writer-locks')),
  };
}

describe('two processes', () => {
  it('never hold one thread together, and each is told who does', async () => {
    const { locks, holder, lockFiles } = await home();
    const child = holder();
    expect(await child.told()).toBe('held');
    expect(await locks.state(threadId)).toEqual({
      state: 'in_use',
      holder: { pid: child.pid, program: expect.stringMatching(/^node/) },
    });
    await expect(locks.lock(threadId)).rejects.toMatchObject({
      code: 'conflict',
      message: refused,
      detail: { pid: child.pid },
    });
    await child.end();
    expect(await child.told()).toBe('released');
    expect(await lockFiles()).toEqual(['.coordination.lock']);
    const lock = await locks.lock(threadId);
    expect(await holder().told()).toBe(refused);
    await lock.release();
  });

  it('are freed by a crash, though the file stays (S-11)', async () => {
    const { locks, holder, lockFiles } = await home();
    const child = holder();
    expect(await child.told()).toBe('held');
    await child.kill();
    expect(await lockFiles()).toContain(`${threadId}.lock`);
    expect(await locks.state(threadId)).toEqual({ state: 'free', holder: null });
    await locks.withThreadLocks([threadId], () => Promise.resolve());
    expect(await lockFiles()).toEqual(['.coordination.lock']);
  });

  it('lose nothing while both take and remove the lock again and again', async () => {
    const { path, write } = await home();
    const file = await write('count', '0');
    const children = [1, 2].map(() =>
      secondProcess(program('count-under-lock'), [path, threadId, file, '60']),
    );
    for (const child of children) onTestFinished(() => child.kill());
    for (const child of children) expect(await child.told()).toBe('done');
    expect(await readFile(file, 'utf8')).toBe('120');
  });
});
