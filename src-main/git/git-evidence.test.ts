import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gitEvidence } from '../contracts/git';
import type { GitInfo } from '../contracts/model/thread';
import { GitEvidenceSource } from './git-evidence';
import { type TestPlace, testPlace } from './testing/test-repository';

let place: TestPlace;
let source: GitEvidenceSource;

beforeEach(async () => {
  place = await testPlace();
  source = new GitEvidenceSource({ dataFolder: place.dataFolder, env: place.env });
});
afterEach(() => place.remove());

const recorded = (change: Partial<GitInfo> = {}): GitInfo => {
  return { branch: null, sha: null, originUrl: null, ...change };
};

/** Evidence with git allowed, checked against its contract. */
async function evidence(cwd: string, gitInfo: GitInfo | null = null) {
  return gitEvidence.parse(await source.allow({ cwd, gitInfo }, true));
}

describe('what a repository says', () => {
  test('the commit exists, these branches contain it, and this is checked out', async () => {
    const cwd = await place.repository('project');
    const first = await place.git(cwd, 'rev-parse', 'HEAD~1');
    const head = await place.git(cwd, 'rev-parse', 'HEAD');
    await place.git(cwd, 'branch', 'feature/x', first);
    await place.git(cwd, 'update-ref', 'refs/remotes/origin/main', first);
    await place.git(cwd, 'tag', 'main', first);
    expect(await evidence(cwd, recorded({ sha: first, branch: 'main' }))).toEqual({
      cwd,
      state: 'ok',
      message: null,
      recorded: { branch: 'main', sha: first, originUrl: null },
      repository: {
        root: cwd,
        branch: 'main',
        sha: head,
        originUrl: null,
        commit: 'found',
        containedIn: {
          branches: [
            { name: 'feature/x', remote: false },
            { name: 'main', remote: false },
            { name: 'origin/main', remote: true },
          ],
          more: false,
        },
        recordedBranch: 'found',
        origin: 'not_recorded',
      },
    });
  });

  test.each([
    ['0123456789012345678901234567890123456789', 'missing'],
    ['HEAD', 'not_an_id'],
    ['--help', 'not_an_id'],
    ['main', 'not_an_id'],
    [null, 'not_recorded'],
  ])('commit %s: %s', async (sha, commit) => {
    const { repository } = await evidence(await place.repository('project'), recorded({ sha }));
    expect(repository).toMatchObject({ commit, containedIn: null });
  });

  test('an abbreviated id is found; a branch that is named like one is none', async () => {
    const cwd = await place.repository('project');
    const head = await place.git(cwd, 'rev-parse', 'HEAD');
    await place.git(cwd, 'branch', 'abcdef0');
    const commitOf = async (sha: string) => (await evidence(cwd, recorded({ sha }))).repository?.commit;
    expect(await commitOf(head.slice(0, 12).toUpperCase())).toBe('found');
    expect(await commitOf('abcdef0')).toBe('missing');
  });

  test.each([
    ['main', 'found'],
    ['only-remote', 'found'],
    ['gone', 'missing'],
    ['a b\0', 'missing'],
    ['../heads/main', 'missing'],
    ['*', 'missing'],
    [null, 'not_recorded'],
  ])('branch %j: %s', async (branch, state) => {
    const cwd = await place.repository('project');
    await place.git(cwd, 'update-ref', 'refs/remotes/origin/only-remote', 'HEAD');
    const { repository } = await evidence(cwd, recorded({ branch }));
    expect(repository?.recordedBranch).toBe(state);
  });

  test('credentials are never shown, neither the recorded ones nor those of the repository', async () => {
    const cwd = await place.repository('project');
    await place.git(cwd, 'remote', 'add', 'origin', 'https://me:s3cret@example.org/team/repo.git');
    const { repository, ...rest } = await evidence(
      cwd,
      recorded({ originUrl: 'https://other:pa55@example.org/team/repo' }),
    );
    expect(repository).toMatchObject({ origin: 'same', originUrl: 'https://example.org/team/repo.git' });
    expect(JSON.stringify({ repository, rest })).not.toMatch(/s3cret|pa55/);
  });

  test('another origin, and none', async () => {
    const cwd = await place.repository('project');
    const origin = async () =>
      (await evidence(cwd, recorded({ originUrl: 'git@example.org:a.git' }))).repository?.origin;
    expect(await origin()).toBe('no_remote');
    await place.git(cwd, 'remote', 'add', 'origin', 'git@example.org:b.git');
    expect(await origin()).toBe('different');
  });

  test('a detached head, a repository without commits, a bare one, a folder inside one', async () => {
    const cwd = await place.repository('project');
    await place.git(cwd, 'checkout', '-q', '--detach');
    expect((await evidence(cwd)).repository).toMatchObject({ branch: null, sha: expect.any(String) });

    const inside = join(cwd, 'inside');
    await mkdir(inside);
    expect(await evidence(inside)).toMatchObject({ state: 'ok', repository: { root: cwd } });

    const empty = join(place.root, 'empty');
    await place.git(place.root, 'init', '-q', '-b', 'trunk', empty);
    expect((await evidence(empty)).repository).toMatchObject({ branch: 'trunk', sha: null });

    const bare = join(place.root, 'bare');
    await place.git(place.root, 'clone', '-q', '--bare', cwd, bare);
    expect(await evidence(bare)).toMatchObject({ state: 'ok', repository: { root: null } });
  });

  test('of very many branches the first hundred are named', async () => {
    const cwd = await place.repository('project');
    const head = await place.git(cwd, 'rev-parse', 'HEAD');
    await mkdir(join(cwd, '.git', 'refs', 'heads', 'many'));
    for (let i = 0; i < 150; i += 1)
      await writeFile(join(cwd, '.git', 'refs', 'heads', 'many', String(i)), `${head}\n`);
    const { repository } = await evidence(cwd, recorded({ sha: head }));
    expect(repository?.containedIn).toMatchObject({ more: true });
    expect(repository?.containedIn?.branches).toHaveLength(100);
  });

  test('asking changes nothing in the repository', async () => {
    const cwd = await place.repository('project');
    const before = await readdir(join(cwd, '.git'), { recursive: true });
    await evidence(cwd, recorded({ sha: '0123456789012345678901234567890123456789' }));
    expect(await readdir(join(cwd, '.git'), { recursive: true })).toEqual(before);
  });
});

describe('where there is nothing to ask', () => {
  test('no such folder: nothing is allowed by that', async () => {
    const cwd = join(place.root, 'gone');
    expect(await evidence(cwd)).toMatchObject({ state: 'no_directory', repository: null });
    expect(await source.of({ cwd, gitInfo: null })).toMatchObject({ state: 'not_allowed' });
  });

  test.each(['', 'relative', '.', 'a\0b'])('%j is no folder of a thread', async (cwd) => {
    expect(await evidence(cwd)).toMatchObject({ state: 'no_directory' });
  });

  test('a file, a folder that went away, a folder without a repository', async () => {
    const file = join(place.root, 'file');
    await writeFile(file, '');
    expect(await evidence(file)).toMatchObject({ state: 'no_directory' });

    const plain = join(place.root, 'plain');
    await mkdir(plain);
    expect(await evidence(plain)).toMatchObject({ state: 'not_a_repository', message: null });
    await rm(plain, { recursive: true });
    expect(await source.of({ cwd: plain, gitInfo: null })).toMatchObject({ state: 'no_directory' });
  });
});

describe('git runs only where it was allowed', () => {
  test('allowed folders are kept, one by one, until that is taken back', async () => {
    const cwd = await place.repository('project');
    const other = await place.repository('other');
    const state = async (folder: string, from = source) =>
      (await from.of({ cwd: folder, gitInfo: null })).state;
    expect(await state(cwd)).toBe('not_allowed');
    await evidence(cwd);
    const again = new GitEvidenceSource({ dataFolder: place.dataFolder, env: place.env });
    expect([await state(cwd, again), await state(other, again)]).toEqual(['ok', 'not_allowed']);
    expect(await again.allow({ cwd, gitInfo: null }, false)).toMatchObject({ state: 'not_allowed' });
    expect(await state(cwd)).toBe('not_allowed');
  });

  test('a link that leads elsewhere meanwhile is not allowed any more', async () => {
    await place.repository('mine');
    await place.repository('theirs');
    const link = join(place.root, 'link');
    await symlink('mine', link);
    expect((await evidence(link)).state).toBe('ok');
    await rm(link);
    await symlink('theirs', link);
    expect(await source.of({ cwd: link, gitInfo: null })).toMatchObject({ state: 'not_allowed' });
  });

  test('a permission that cannot be understood allows nothing', async () => {
    const cwd = await place.repository('project');
    await evidence(cwd);
    const [file = ''] = await readdir(join(place.dataFolder, 'git-folders'));
    for (const text of ['', '{', '[]', JSON.stringify({ cwd: '/', real: cwd })]) {
      await writeFile(join(place.dataFolder, 'git-folders', file), text);
      expect(await source.of({ cwd, gitInfo: null })).toMatchObject({ state: 'not_allowed' });
    }
  });

  test('a permission that cannot be kept is told', async () => {
    const cwd = await place.repository('project');
    await writeFile(place.dataFolder, 'a file where the folder should be');
    expect(await evidence(cwd)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('could not be saved (E'),
      repository: null,
    });
    await rename(place.dataFolder, join(place.root, 'aside'));
    expect(await evidence(cwd)).toMatchObject({ state: 'ok' });
  });
});
