import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLockFiles } from '../write/lock-files';
import { nodeWriteSystem } from '../write/write-system';
import { createThreadLocks, type ThreadLocks } from './thread-locks';

const a = '01a20000-0000-7000-8000-00000000000a';
const b = '01a20000-0000-7000-8000-00000000000b';
const c = '01a20000-0000-7000-8000-00000000000c';

let home: string;
let ours: ThreadLocks;
let another: ThreadLocks;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'skein-locks-'));
  ours = createThreadLocks(createLockFiles(home));
  another = createThreadLocks(createLockFiles(home));
});
afterEach(() => rm(home, { recursive: true }));

const lockNames = () =>
  readdir(join(home, 'thread-writer-locks')).then((names) => names.filter((name) => !name.startsWith('.')));

describe('thread locks', () => {
  it('are held by one, told to the other, and leave no file', async () => {
    expect(await ours.state(a)).toEqual({ state: 'free', holder: null });
    const lock = await ours.lock(a);
    expect(await ours.state(a)).toEqual({ state: 'ours', holder: null });
    expect(await another.state(a)).toEqual({
      state: 'in_use',
      holder: { pid: process.pid, program: expect.any(String) },
    });
    await expect(another.lock(a)).rejects.toMatchObject({
      code: 'conflict',
      message: `thread ${a} already has an active writer`,
      detail: { pid: process.pid },
    });
    await expect(ours.lock(a)).rejects.toMatchObject({ code: 'conflict' });
    await lock.release();
    expect(await lockNames()).toEqual([]);
    expect(await another.state(a)).toEqual({ state: 'free', holder: null });
    await (await another.lock(a)).release();
  });

  it('look at a home without touching it', async () => {
    await ours.state(a);
    expect(await readdir(home)).toEqual([]);
  });

  it('take a leftover lock file for what it is (S-11)', async () => {
    await mkdir(join(home, 'thread-writer-locks'));
    await writeFile(join(home, 'thread-writer-locks', `${a}.lock`), '');
    expect(await ours.state(a)).toEqual({ state: 'free', holder: null });
    expect(await lockNames()).toEqual([`${a}.lock`]);
    const lock = await ours.lock(a);
    expect(await another.state(a)).toMatchObject({ state: 'in_use' });
    await lock.release();
    expect(await lockNames()).toEqual([]);
  });

  it('of several threads are taken all or none', async () => {
    const lock = await another.lock(b);
    let done = 0;
    const work = async () => {
      done += 1;
      return ours.state(a);
    };
    await expect(ours.withThreadLocks([c, b, a], work)).rejects.toMatchObject({
      code: 'conflict',
      message: `thread ${b} already has an active writer`,
    });
    expect(done).toBe(0);
    expect(await another.state(a)).toMatchObject({ state: 'free' });
    expect(await another.state(c)).toMatchObject({ state: 'free' });
    await lock.release();
    expect(await ours.withThreadLocks([c, b, a, b], work)).toMatchObject({ state: 'ours' });
    expect(done).toBe(1);
    expect(await another.state(b)).toMatchObject({ state: 'free' });
  });

  it('are given back when the work fails', async () => {
    await expect(ours.withThreadLocks([a], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await another.state(a)).toMatchObject({ state: 'free' });
  });

  it('try again when the file was replaced after it was opened', async () => {
    let replaced = 0;
    const path = join(home, 'thread-writer-locks', `${a}.lock`);
    const racing = createThreadLocks(
      createLockFiles(home, {
        ...nodeWriteSystem,
        async open(file, flags, mode) {
          const handle = await nodeWriteSystem.open(file, flags, mode);
          if (file === path && replaced < 3) {
            replaced += 1;
            await writeFile(`${path}.new`, '');
            await rename(`${path}.new`, path);
          }
          return handle;
        },
      }),
    );
    const lock = await racing.lock(a);
    expect(replaced).toBe(3);
    expect(await another.state(a)).toMatchObject({ state: 'in_use' });
    await lock.release();
  });

  it('leave the file of the next holder alone', async () => {
    const lock = await ours.lock(a);
    await rm(join(home, 'thread-writer-locks', `${a}.lock`));
    const next = await another.lock(a);
    await lock.release();
    expect(await lockNames()).toEqual([`${a}.lock`]);
    await expect(ours.lock(a)).rejects.toMatchObject({ code: 'conflict' });
    await next.release();
  });

  it('wait while another program takes or removes one', async () => {
    const files = createLockFiles(home);
    const { loadFlock } = await import('./flock');
    const flock = await loadFlock();
    const coordination = await files.open('.coordination.lock');
    expect(flock?.tryLock(coordination.fd, 'exclusive')).toBe(true);
    let isTaken = false;
    const taking = ours.lock(a).then((lock) => {
      isTaken = true;
      return lock;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isTaken).toBe(false);
    await coordination.close();
    await (await taking).release();
  });

  it('are refused, and unknown, where the system has none', async () => {
    const without = createThreadLocks(createLockFiles(home), () => Promise.resolve(null));
    expect(await without.state(a)).toEqual({ state: 'unknown', holder: null });
    await expect(without.lock(a)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(without.withThreadLocks([a], () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'unsupported',
    });
    const lock = await ours.lock(a);
    expect(await without.state(a)).toMatchObject({ state: 'in_use', holder: { pid: process.pid } });
    await lock.release();
  });

  it('refuse what is no thread id', async () => {
    for (const id of ['', '..', '../x', `${a}/..`, 'x'.repeat(36)]) {
      await expect(ours.lock(id)).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(ours.state(id)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });
});
