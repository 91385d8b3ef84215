import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNode } from './find-node';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-'));
});
afterEach(() => rm(root, { recursive: true }));

test('what the start script names comes first', async () => {
  await mkdir(join(root, '.tools', 'node-24.1.0'), { recursive: true });
  expect(await findNode(root, { SKEIN_NODE: '/some/node' })).toBe('/some/node');
});

test('else the newest that the set-up fetched', async () => {
  for (const name of [
    'node-24.9.0',
    'node-24.21.0',
    'node-22.30.1',
    'node-runtime.lock',
    'electron-33.4.11',
  ]) {
    await mkdir(join(root, '.tools', name), { recursive: true });
  }
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  expect(await findNode(root, {})).toBe(join(root, '.tools', 'node-24.21.0', 'bin', executable));
});

test('else none', async () => {
  expect(await findNode(root, {})).toBeUndefined();
});
