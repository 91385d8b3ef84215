import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../home/file-system';
import { createHomeFiles } from '../home/home-files';
import { createTestHome, rolloutPath, type TestHome } from '../testing/test-home';
import { walkRollouts } from './walk-rollouts';

let home: TestHome;
beforeEach(async () => {
  home = await createTestHome();
});
afterEach(() => home.remove());

async function walk(path = home.path): Promise<{ found: string[]; obstacles: string[] }> {
  const files = createHomeFiles(path);
  const { found, obstacles } = await walkRollouts(files);
  return {
    found: found.map((file) => files.relative(file.path)),
    obstacles: obstacles.map((one) => `${files.relative(one.path)}: ${one.message}`),
  };
}

const isRoot = process.getuid?.() === 0;

describe('walkRollouts', () => {
  it('finds rollouts by date, flat, nested in the archive, and in folders of the user', async () => {
    const expected = [
      rolloutPath(1),
      `sessions/mine/${basename(rolloutPath(2))}`,
      basename(rolloutPath(3)).replace(/^/, 'sessions/'),
      rolloutPath(4, { archived: true }),
      `archived_sessions/2026/05/20/${basename(rolloutPath(5, { revert: 6 }))}`,
    ];
    for (const file of [
      ...expected,
      'sessions/2026/05/20/notes.txt',
      'sessions/rollout-x.jsonl',
      'other/x',
    ]) {
      await home.write(file, '{}\n');
    }
    const { found, obstacles } = await walk();
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect(obstacles).toEqual([]);
  });

  it('takes the plain file when its compressed form stands beside it', async () => {
    await home.write(rolloutPath(1), '{}\n');
    await home.write(`${rolloutPath(1)}.zst`, '');
    await home.write(`${rolloutPath(2)}.zst`, '');
    expect((await walk()).found).toEqual([rolloutPath(1), `${rolloutPath(2)}.zst`]);
  });

  it('counts hard links once, in the active tree first', async () => {
    const file = await home.write(rolloutPath(1), '{}\n');
    await mkdir(join(home.path, 'archived_sessions'));
    await link(file, join(home.path, rolloutPath(1, { archived: true })));
    await link(file, join(home.path, rolloutPath(2)));
    expect((await walk()).found).toEqual([rolloutPath(1)]);
  });

  it('keeps two copies of one rollout apart', async () => {
    await home.write(rolloutPath(1), '{}\n');
    await home.write(rolloutPath(1, { archived: true }), '{}\n');
    expect((await walk()).found).toHaveLength(2);
  });

  it('finds nothing in a home that is missing, empty or a file, and creates nothing', async () => {
    expect(await walk(join(home.path, 'missing'))).toEqual({ found: [], obstacles: [] });
    expect(await walk()).toEqual({ found: [], obstacles: [] });
    expect(await home.snapshot()).toEqual({});
    const file = await home.write('file', '');
    expect((await walk(file)).found).toEqual([]);
  });

  it('follows a home that is a link, and links that stay inside it', async () => {
    await home.write(rolloutPath(1), '{}\n');
    await home.write(`store/${basename(rolloutPath(2))}`, '{}\n');
    await symlink(join(home.path, 'store'), join(home.path, 'sessions/linked'));
    await home.write(`store2/${basename(rolloutPath(3))}`, '{}\n');
    await symlink(
      `../store2/${basename(rolloutPath(3))}`,
      join(home.path, `sessions/${basename(rolloutPath(3))}`),
    );
    const linked = join(home.path, '..', 'link');
    await symlink(home.path, linked);
    expect((await walk(linked)).found.toSorted()).toEqual(
      [
        rolloutPath(1),
        `sessions/linked/${basename(rolloutPath(2))}`,
        `sessions/${basename(rolloutPath(3))}`,
      ].toSorted(),
    );
  });

  it('ends when links lead in circles, and reads no folder twice', async () => {
    await home.write(rolloutPath(1), '{}\n');
    await symlink(home.path, join(home.path, 'sessions/home'));
    await symlink('.', join(home.path, 'sessions/self'));
    await symlink('b', join(home.path, 'sessions/a'));
    await symlink('a', join(home.path, 'sessions/b'));
    const { found, obstacles } = await walk();
    expect(found).toEqual([rolloutPath(1)]);
    expect(obstacles).toHaveLength(2);
    expect(obstacles[0]).toMatch(/ELOOP/);
  });

  it('does not follow links that lead out of the home, but allows the trees themselves to lie elsewhere', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'skein-outside-'));
    try {
      await writeFile(join(outside, basename(rolloutPath(1))), '{}\n');
      await home.write(rolloutPath(2), '{}\n');
      await symlink(outside, join(home.path, 'sessions/outside'));
      await symlink(
        join(outside, basename(rolloutPath(1))),
        join(home.path, 'sessions', basename(rolloutPath(1))),
      );
      const { found, obstacles } = await walk();
      expect(found).toEqual([rolloutPath(2)]);
      expect(obstacles).toHaveLength(2);

      await rename(join(home.path, 'sessions'), join(outside, 'moved'));
      await symlink(join(outside, 'moved'), join(home.path, 'sessions'));
      expect((await walk()).found).toEqual([rolloutPath(2)]);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('never opens FIFOs, sockets and folders that are named like rollouts', async () => {
    await home.write(rolloutPath(1), '{}\n');
    execFileSync('mkfifo', [join(home.path, rolloutPath(2))]);
    await mkdir(join(home.path, rolloutPath(3)));
    const socket = createServer().listen(join(home.path, 'sessions', basename(rolloutPath(4))));
    await new Promise((resolve) => socket.once('listening', resolve));
    try {
      const { found, obstacles } = await walk();
      expect(found).toEqual([rolloutPath(1)]);
      expect(obstacles).toHaveLength(3);
      const files = createHomeFiles(home.path);
      // Opened by name all the same, they are refused at once instead of waiting for a writer.
      await expect(files.open(join(home.path, rolloutPath(2)))).rejects.toThrow('Not a regular file');
      await expect(files.open(join(home.path, rolloutPath(3)))).rejects.toThrow();
      await expect(files.open(join(home.path, 'sessions', basename(rolloutPath(4))))).rejects.toThrow();
    } finally {
      socket.close();
    }
  });

  it.skipIf(isRoot)('tells of folders without read permission and goes on', async () => {
    await home.write(rolloutPath(1), '{}\n');
    await home.write(`sessions/2026/05/21/${basename(rolloutPath(2))}`, '{}\n');
    await chmod(join(home.path, 'sessions/2026/05/21'), 0);
    const { found, obstacles } = await walk();
    await chmod(join(home.path, 'sessions/2026/05/21'), 0o700);
    expect(found).toEqual([rolloutPath(1)]);
    expect(obstacles).toEqual([expect.stringMatching(/05\/21: .*EACCES/)]);
  });

  it.each(['EACCES', 'EIO', 'ESTALE', 'EMFILE'])(
    'tells of a folder that fails with %s and goes on',
    async (code) => {
      await home.write(rolloutPath(1), '{}\n');
      await home.write(rolloutPath(2, { archived: true }), '{}\n');
      const files = createHomeFiles(home.path, {
        ...nodeFileSystem,
        readdir: (path) =>
          path.endsWith('archived_sessions')
            ? Promise.reject(Object.assign(new Error(code), { code }))
            : nodeFileSystem.readdir(path),
      });
      const { found, obstacles } = await walkRollouts(files);
      expect(found.map((file) => files.relative(file.path))).toEqual([rolloutPath(1)]);
      expect(obstacles).toEqual([
        { path: join(home.path, 'archived_sessions'), message: expect.stringContaining(code) },
      ]);
    },
  );
});
