import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareDemoHome } from './demo-home';

let folder: string;
let shipped: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
  shipped = join(folder, 'shipped');
  await mkdir(join(shipped, 'sessions'), { recursive: true });
  await mkdir(join(folder, 'data'));
  await writeFile(join(shipped, 'sessions', 'rollout.jsonl'), '{}\n');
  await utimes(join(shipped, 'sessions', 'rollout.jsonl'), 1_700_000_000, 1_700_000_000);
});
afterEach(() => rm(folder, { recursive: true }));

test('is copied once, with its times', async () => {
  const home = await prepareDemoHome(shipped, join(folder, 'data'), '1.0.0');
  const file = join(home, 'sessions', 'rollout.jsonl');
  expect((await stat(file)).mtimeMs).toBe(1_700_000_000_000);
  await writeFile(file, 'mine');
  expect(await prepareDemoHome(shipped, join(folder, 'data'), '1.0.0')).toBe(home);
  expect(await readFile(file, 'utf8')).toBe('mine');
});

test('another version has another copy', async () => {
  const first = await prepareDemoHome(shipped, join(folder, 'data'), '1.0.0');
  expect(await prepareDemoHome(shipped, join(folder, 'data'), '1.1.0')).not.toBe(first);
});

test('half a copy that a crash left is no demo home', async () => {
  await mkdir(join(folder, 'data', 'demo-home-1.0.0.tmp', 'half'), { recursive: true });
  const home = await prepareDemoHome(shipped, join(folder, 'data'), '1.0.0');
  expect(await readdir(home)).toEqual(['sessions']);
  expect(await readdir(join(folder, 'data'))).toEqual(['demo-home-1.0.0']);
});

test('a copy that fails is not taken for one', async () => {
  const none = join(folder, 'none');
  await expect(prepareDemoHome(none, join(folder, 'data'), '1.0.0')).rejects.toMatchObject({
    code: 'ENOENT',
  });
  await expect(prepareDemoHome(none, join(folder, 'data'), '1.0.0')).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
