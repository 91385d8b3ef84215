import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GitEvidenceSource } from '../git/git-evidence';
import { StoreError } from '../store/errors';
import { storeDouble } from '../store-process/testing/store-double';
import { ThreadManager } from '../threads/thread-manager';
import { createGitService } from './git-service';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-git-service-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function service(read: (threadId: string) => unknown) {
  const store = storeDouble((_method, params) => read((params as { threadId: string }).threadId));
  const env = { PATH: process.env.PATH };
  return createGitService(
    new ThreadManager(store),
    new GitEvidenceSource({ dataFolder: join(folder, 'data'), env }),
  );
}

test('the window names a thread; its folder and its git facts come from the store', async () => {
  const gitInfo = { branch: 'main', sha: null, originUrl: null };
  const git = service(() => ({ cwd: folder, gitInfo }));
  expect(await git.evidence('t')).toMatchObject({ cwd: folder, state: 'not_allowed', recorded: gitInfo });
  expect(await git.allow('t', true)).not.toMatchObject({ state: 'not_allowed' });
  expect(await git.allow('t', false)).toMatchObject({ state: 'not_allowed' });
});

test('a thread that there is not', async () => {
  const git = service(() => {
    throw new StoreError('thread_not_found', 'No thread has the id t.');
  });
  await expect(git.evidence('t')).rejects.toMatchObject({ code: 'thread_not_found' });
  await expect(git.allow('t', true)).rejects.toMatchObject({ code: 'thread_not_found' });
});
