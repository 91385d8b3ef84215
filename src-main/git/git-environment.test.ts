import { delimiter, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { gitEnvironment, searchPath } from './git-environment';

const [one, two] = [resolve('/one/bin'), resolve('/two')];

test('only whole paths are searched: the others would be looked up inside the repository', () => {
  const PATH = ['.', one, '', 'bin', './tools', two, '..'].join(delimiter);
  expect(searchPath({ PATH })).toEqual([one, two]);
  expect(gitEnvironment({ PATH }).PATH).toBe([one, two].join(delimiter));
  expect(searchPath({ Path: one })).toEqual([one]);
  expect(searchPath({})).toEqual([]);
});

test('of the given environment only what git needs to start and to find its configuration goes along', () => {
  const given = { HOME: '/home/me', SystemRoot: 'C:\\Windows', PATH: one };
  const hostile = {
    GIT_DIR: '/x',
    GIT_SSH_COMMAND: 'x',
    LD_PRELOAD: '/x.so',
    PAGER: 'x',
    EDITOR: 'x',
    LANG: 'de',
  };
  expect(gitEnvironment({ ...given, ...hostile })).toEqual({
    ...gitEnvironment({}),
    HOME: '/home/me',
    SYSTEMROOT: 'C:\\Windows',
    PATH: one,
  });
  expect(gitEnvironment({})).toMatchObject({
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  });
});
