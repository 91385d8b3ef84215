import { access, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GitEvidenceSource } from './git-evidence';
import { type TestPlace, testPlace } from './testing/test-repository';

// S-45. The scripts are for a POSIX shell.
const isWindows = process.platform === 'win32';

let place: TestPlace;
let canary: string;

beforeEach(async () => {
  place = await testPlace();
  canary = join(place.root, 'canary');
});
afterEach(() => place.remove());

const missing = '0123456789012345678901234567890123456789';
const anyFile = '*';

/** Everything in a repository that can name a program, each naming the same one. */
async function hostileRepository(): Promise<string> {
  const cwd = await place.repository('hostile');
  const trap = await place.script(join(place.root, 'trap'), `echo "$@" >> '${canary}'`);
  const config = async (...pair: [string, string]) => void (await place.git(cwd, 'config', ...pair));
  const programs = [
    'core.pager',
    'core.editor',
    'core.askPass',
    'core.sshCommand',
    'core.gitProxy',
    'core.alternateRefsCommand',
    'credential.helper',
    'diff.external',
    'diff.trap.textconv',
    'diff.trap.command',
    'filter.trap.clean',
    'filter.trap.smudge',
    'filter.trap.process',
    'gpg.program',
    'pager.for-each-ref',
    'pager.show-ref',
    'remote.origin.uploadpack',
    'uploadpack.packObjectsHook',
  ];
  for (const name of programs) await config(name, trap);
  for (const name of ['rev-parse', 'for-each-ref', 'show-ref', 'symbolic-ref', 'remote', 'status'])
    await config(`alias.${name}`, `!${trap}`);
  // What a partial clone lacks it fetches: with a program of the repository's choice.
  await config('core.repositoryFormatVersion', '1');
  await config('extensions.partialClone', 'origin');
  await config('remote.origin.promisor', 'true');
  await config('remote.origin.url', `ext::${trap} %S`);
  await config('protocol.ext.allow', 'always');
  await config('protocol.allow', 'always');
  // More of the same from another file, read when the repository lies where it lies.
  const more = join(place.root, 'more.config');
  await writeFile(more, `[core]\n\tfsmonitor = ${trap}\n[alias]\n\tls-refs = !${trap}\n`);
  await config('includeIf.gitdir:**.path', more);
  await writeFile(join(cwd, '.gitattributes'), `${anyFile} diff=trap filter=trap\n`);
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'])
    await place.script(join(cwd, '.git', 'hooks', hook), `echo ${hook} >> '${canary}'`);
  await place.script(join(cwd, 'git'), `echo git >> '${canary}'`);
  await config('core.fsmonitor', trap);
  return cwd;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe.skipIf(isWindows)('a repository whose configuration names programs', () => {
  test('runs none of them', async () => {
    const cwd = await hostileRepository();
    const head = await place.git(cwd, '-c', 'core.fsmonitor=false', 'rev-parse', 'HEAD');
    const env = {
      ...place.env,
      // Looked up from inside the repository, the last of these would find its `git`.
      PATH: `.::./bin:${place.env.PATH}`,
      GIT_DIR: join(place.root, 'elsewhere'),
      GIT_EXTERNAL_DIFF: join(place.root, 'trap'),
      GIT_SSH_COMMAND: join(place.root, 'trap'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: join(place.root, 'trap'),
      GIT_TRACE: join(place.root, 'trace'),
    };
    const source = new GitEvidenceSource({ dataFolder: place.dataFolder, env });
    for (const sha of [head, missing]) {
      const gitInfo = { branch: 'main', sha, originUrl: 'https://example.org/x' };
      const evidence = await source.allow({ cwd, gitInfo }, true);
      expect(evidence).toMatchObject({
        state: 'ok',
        repository: { branch: 'main', commit: sha === head ? 'found' : 'missing', origin: 'different' },
      });
    }
    expect(await exists(canary)).toBe(false);
    expect(await exists(join(place.root, 'trace'))).toBe(false);
  });

  test('would run them for a git that is not held back: the trap works', async () => {
    const cwd = await hostileRepository();
    await place.git(cwd, 'status').catch(() => undefined);
    expect(await readFile(canary, 'utf8')).not.toBe('');
  });

  test('would run one to fetch a commit that is missing', async () => {
    const cwd = await hostileRepository();
    await place.git(cwd, 'config', 'core.fsmonitor', 'false');
    await place.git(cwd, 'cat-file', '-e', missing).catch(() => undefined);
    expect(await exists(canary)).toBe(true);
  });

  test('is not asked at all before it was allowed, nor is git started', async () => {
    const cwd = await hostileRepository();
    const bin = join(place.root, 'bin');
    await place.script(join(bin, 'git'), `echo started >> '${canary}'`);
    const source = new GitEvidenceSource({ dataFolder: place.dataFolder, env: { ...place.env, PATH: bin } });
    expect(await source.of({ cwd, gitInfo: null })).toMatchObject({ state: 'not_allowed' });
    expect(await exists(canary)).toBe(false);
  });
});

// Only root can give a folder to somebody else.
describe.skipIf(process.getuid?.() !== 0)('a repository of somebody else', () => {
  test('is refused by git itself, and we do not talk it out of that', async () => {
    const cwd = await place.repository('theirs');
    for (const path of [cwd, join(cwd, '.git')]) await chown(path, 65_534, 65_534);
    const source = new GitEvidenceSource({ dataFolder: place.dataFolder, env: place.env });
    const { state, message } = await source.allow({ cwd, gitInfo: null }, true);
    expect({ state, message }).toEqual({ state: 'failed', message: expect.stringContaining('dubious') });
    await writeFile(join(place.root, 'user', '.gitconfig'), `[safe]\n\tdirectory = ${cwd}\n`);
    expect(await source.of({ cwd, gitInfo: null })).toMatchObject({ state: 'ok' });
  });
});

describe.skipIf(isWindows)('a git that does not do its part', () => {
  /** Evidence with a script in place of git; `$*` are its arguments, `real` runs the real one. */
  async function withGit(body: string, timeoutMs = 20_000) {
    const cwd = await place.repository('project');
    const sha = await place.git(cwd, 'rev-parse', 'HEAD');
    const bin = join(place.root, 'bin');
    await place.script(join(bin, 'git'), `real() { PATH='${place.env.PATH}' exec git "$@"; }\n${body}`);
    const env = { ...place.env, PATH: `${bin}:${place.env.PATH}` };
    const source = new GitEvidenceSource({ dataFolder: place.dataFolder, env, timeoutMs });
    return await source.allow({ cwd, gitInfo: { branch: null, sha, originUrl: null } }, true);
  }

  test('one that does not end is ended, with what it has started', async () => {
    const pids = join(place.root, 'pids');
    const { state, message } = await withGit(`sleep 600 & echo "$$ $!" > '${pids}'; wait`, 4000);
    expect({ state, message }).toEqual({ state: 'timeout', message: 'git gave no answer within 4 s' });
    for (const pid of (await readFile(pids, 'utf8')).trim().split(' '))
      await vi.waitFor(async () => expect(await isRunning(Number(pid))).toBe(false));
  });

  test('one that takes too long for the branches leaves them unknown, and the rest stands', async () => {
    const { state, repository } = await withGit(
      'case "$*" in *for-each-ref*) sleep 600;; *) real "$@";; esac',
      4000,
    );
    expect({ state, repository }).toMatchObject({
      state: 'ok',
      repository: { commit: 'found', containedIn: null },
    });
  });

  test('one that does not stop talking is stopped', async () => {
    expect(await withGit('while :; do echo "and so on, and on and on"; done')).toMatchObject({
      state: 'failed',
      message: 'git gave more than 1 MiB as its answer',
    });
  });

  test('what it complains about is told without credentials, one line', async () => {
    expect(
      await withGit('echo "fatal: no https://me:s3cret@example.org/x" >&2; echo more >&2; exit 128'),
    ).toMatchObject({ state: 'failed', message: 'fatal: no https://example.org/x' });
  });

  test('one that is not there, and one that is no program', async () => {
    const cwd = await place.repository('project');
    await mkdir(join(place.root, 'no', 'git'), { recursive: true });
    for (const PATH of ['', join(place.root, 'no')]) {
      const source = new GitEvidenceSource({ dataFolder: place.dataFolder, env: { ...place.env, PATH } });
      const { state, message } = await source.allow({ cwd, gitInfo: null }, true);
      expect({ state, message }).toEqual({
        state: 'failed',
        message: expect.stringMatching(/^git (was not found|could not be started)/),
      });
    }
  });
});

/** A process that has ended but that nobody has asked about counts as ended. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat !== null) return !/\) [ZX] /.test(stat);
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux';
  } catch {
    return false;
  }
}
