import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCodexConfig } from './codex-config';

let root: string;
let home: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-config-'));
  home = join(root, '.codex');
  await mkdir(home);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const configure = (toml: string) => writeFile(join(home, 'config.toml'), toml);
const env = { HOME: '/home/me' };

test('without a configuration the databases lie in the home', async () => {
  expect(await readCodexConfig(home, env)).toEqual({
    sqliteHome: home,
    modelProvider: 'openai',
    problem: null,
  });
  expect((await readCodexConfig(join(root, 'none'), env)).sqliteHome).toBe(join(root, 'none'));
});

test.each([
  ['/abs/db', '/abs/db'],
  ['~/db', '/home/me/db'],
  ['~', '/home/me'],
])('sqlite_home %s', async (value, expected) => {
  await configure(`sqlite_home = "${value}"\nmodel_provider = "mock"`);
  const config = await readCodexConfig(home, { ...env, CODEX_SQLITE_HOME: '/env' });
  expect(config).toEqual({ sqliteHome: expected, modelProvider: 'mock', problem: null });
});

test('a relative sqlite_home counts from the home, a relative variable from the working directory', async () => {
  const relative = { ...env, CODEX_SQLITE_HOME: ' db ' };
  expect((await readCodexConfig(home, relative)).sqliteHome).toBe(resolve('db'));
  await configure('sqlite_home = "db/x"');
  expect((await readCodexConfig(home, relative)).sqliteHome).toBe(join(home, 'db/x'));
});

test('a linked configuration is followed, one that cannot be read is told', async () => {
  await writeFile(join(root, 'dotfile'), 'model_provider = "linked"');
  await symlink(join(root, 'dotfile'), join(home, 'config.toml'));
  expect((await readCodexConfig(home, env)).modelProvider).toBe('linked');
  await rm(join(home, 'config.toml'));
  await mkdir(join(home, 'config.toml'));
  expect(await readCodexConfig(home, env)).toMatchObject({ sqliteHome: home, problem: 'EISDIR' });
});
