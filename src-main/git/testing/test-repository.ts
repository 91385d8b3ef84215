import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder for one test: repositories, the app's data folder and the program that must never run. */
export interface TestPlace {
  root: string;
  dataFolder: string;
  /** An environment in which nothing of this machine's own git configuration counts. */
  env: NodeJS.ProcessEnv;
  /** Runs the real git without any hardening. Rejects when it fails. */
  git(cwd: string, ...args: string[]): Promise<string>;
  /** A repository with two commits on `main`; answers with its path. */
  repository(name: string): Promise<string>;
  /** An executable shell script; answers with its path. */
  script(path: string, body: string): Promise<string>;
  remove(): Promise<void>;
}

export async function testPlace(): Promise<TestPlace> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'skein-git-')));
  const env = {
    PATH: process.env.PATH,
    HOME: join(root, 'user'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  await mkdir(env.HOME);
  const git = async (cwd: string, ...args: string[]) => (await run('git', args, { cwd, env })).stdout.trim();
  return {
    root,
    dataFolder: join(root, 'data'),
    env,
    git,
    async repository(name) {
      const path = join(root, name);
      await mkdir(path);
      await git(path, 'init', '-q', '-b', 'main');
      for (const file of ['one', 'two']) {
        await writeFile(join(path, file), file);
        await git(path, 'add', file);
        await git(path, 'commit', '-q', '-m', file);
      }
      return path;
    },
    async script(path, body) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `#!/bin/sh\n${body}\n`);
      await chmod(path, 0o755);
      return path;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
