import { copyFile, mkdtemp, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileOperations, writeAtomically } from './write-atomically';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (name = path) => readFile(name, 'utf8');

/** Real files whose k-th operation fails with a code, and whose writes take at most `most` bytes. */
function faulty(failing: number, code: string, most = Number.POSITIVE_INFINITY) {
  let count = 0;
  const step = () => {
    count += 1;
    if (count === failing) throw Object.assign(new Error(`${code} at step ${count}`), { code });
  };
  const files: FileOperations = {
    open: async (name, flags) => {
      step();
      const handle = await open(name, flags);
      return {
        write: (async (data: Uint8Array, offset: number, length: number) => {
          step();
          return await handle.write(data, offset, Math.min(length, most));
        }) as typeof handle.write,
        sync: async () => {
          step();
          await handle.sync();
        },
        close: async () => {
          // A close that fails has closed all the same.
          await handle.close();
          step();
        },
      };
    },
    copyFile: async (from, to) => {
      step();
      await copyFile(from, to);
    },
    rename: async (from, to) => {
      step();
      await rename(from, to);
    },
    remove: async (name) => {
      step();
      await rm(name, { force: true });
    },
  };
  return { files, steps: () => count };
}

test('writes a new file, and no backup of nothing', async () => {
  await writeAtomically(path, bytes('one'));
  expect(await text()).toBe('one');
  expect(await readdir(folder)).toEqual(['settings.json']);
});

test('keeps the bytes before as the backup, and leaves nothing else', async () => {
  await writeAtomically(path, bytes('one'));
  await writeAtomically(path, bytes('two'));
  await writeAtomically(path, bytes('three'));
  expect(await text()).toBe('three');
  expect(await text(`${path}.bak`)).toBe('two');
  expect((await readdir(folder)).sort((a, b) => a.localeCompare(b))).toEqual([
    'settings.json',
    'settings.json.bak',
  ]);
});

test('goes on when a write takes fewer bytes than it was given', async () => {
  const { files } = faulty(0, '', 2);
  await writeAtomically(path, bytes('eleven bytes'), files);
  expect(await text()).toBe('eleven bytes');
});

test('a write that takes nothing is a full disk, not a loop', async () => {
  const { files } = faulty(0, '', 0);
  await expect(writeAtomically(path, bytes('x'), files)).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('an empty file is a file', async () => {
  await writeAtomically(path, bytes(''));
  expect(await text()).toBe('');
});

test('a file that a crash left in the way is written over', async () => {
  await writeFile(`${path}.tmp`, 'half of something much longer');
  await writeAtomically(path, bytes('one'));
  expect(await text()).toBe('one');
  expect(await readdir(folder)).toEqual(['settings.json']);
});

describe.each(['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS', 'EMFILE'])('%s', (code) => {
  test('at any step: the old or the new bytes are there, the error is told, and the next write succeeds', async () => {
    const clean = faulty(0, '', 2);
    await writeFile(path, 'old');
    await writeAtomically(path, bytes('newer'), clean.files);
    expect(clean.steps()).toBeGreaterThanOrEqual(11);

    for (let step = 1; step <= clean.steps(); step += 1) {
      await writeFile(path, 'old');
      await expect(writeAtomically(path, bytes('newer'), faulty(step, code, 2).files)).rejects.toMatchObject({
        code,
      });
      // Only the folder is still to be synced once the file has its name.
      const renamed = step > clean.steps() - 3;
      expect(await text(), `step ${step}`).toBe(renamed ? 'newer' : 'old');
      expect(await readdir(folder)).not.toContain('settings.json.tmp');
      await writeAtomically(path, bytes('newest'));
      expect(await text()).toBe('newest');
    }
  });
});

test('the first error counts when cleaning up fails too', async () => {
  const { files } = faulty(2, 'ENOSPC');
  files.remove = () => Promise.reject(new Error('cleaning up'));
  await expect(writeAtomically(path, bytes('x'), files)).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('killing the process at any moment leaves a whole file', { timeout: 120_000 }, async () => {
  const kills = Number(process.env.SKEIN_KILLS ?? 40);
  await writeAtomically(path, bytes(`${'0'.repeat(20_000)}\n`));
  for (let kill = 0; kill < kills; kill += 1) {
    const child = fork(join(import.meta.dirname, 'testing', 'write-forever.mjs'), [path]);
    await once(child, 'message');
    await sleep(Math.random() * 20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // One line of one digit: the version that it was written as.
    expect(await text()).toMatch(/^(\d)\1{19999}\n$/);
  }
});
