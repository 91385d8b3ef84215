import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { chooseHome } from './home-choice';

const named = resolve('/named');
const remembered = resolve('/remembered');
const CODEX_HOME = resolve('/from/environment');

test.each([
  ['the argument before everything', named, remembered, { CODEX_HOME }, named],
  ['CODEX_HOME before what was chosen once', null, remembered, { CODEX_HOME }, CODEX_HOME],
  ['what was chosen once before the default', null, remembered, {}, remembered],
  ['an empty CODEX_HOME is none', null, remembered, { CODEX_HOME: '' }, remembered],
  ['the default', null, null, {}, join(homedir(), '.codex')],
  [
    'a relative CODEX_HOME from where the app was started',
    null,
    null,
    { CODEX_HOME: 'here' },
    resolve('here'),
  ],
])('%s', (_rule, argument, chosen, env, path) => {
  expect(chooseHome(argument, chosen, env)).toEqual({ path, isDemo: false });
});
