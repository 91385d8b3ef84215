import { describe, expect, test } from 'vitest';
import type { GitEvidence } from '../../contracts/git';
import { painter } from '../paint';
import { evidenceLines } from './evidence-lines';

const repository: NonNullable<GitEvidence['repository']> = {
  root: '/srv/project',
  branch: 'main',
  sha: 'f'.repeat(40),
  originUrl: 'https://example.org/there',
  commit: 'found',
  containedIn: { branches: [{ name: 'main', remote: false }], more: false },
  recordedBranch: 'found',
  origin: 'same',
};
const evidence: GitEvidence = {
  cwd: '/srv/project',
  state: 'ok',
  message: null,
  recorded: { branch: 'main', sha: 'abc1234', originUrl: 'https://example.org/x' },
  repository,
};
const shown = (changes: Partial<GitEvidence>) =>
  evidenceLines({ ...evidence, ...changes }, painter(false)).join('\n');
const facts = (changes: Partial<typeof repository>) => shown({ repository: { ...repository, ...changes } });

test('a repository that has it all', () => {
  expect(shown({}).split('\n')).toEqual([
    'folder:      /srv/project',
    'repository:  /srv/project',
    `checked out: main, ${'f'.repeat(40)}`,
    'branch:      main (exists)',
    'commit:      abc1234 (exists, in main)',
    'origin:      https://example.org/x (the same as in the repository)',
  ]);
});

describe('a repository that has not', () => {
  test.each([
    [{ commit: 'missing', containedIn: null }, 'abc1234 (does not exist)'],
    [{ commit: 'not_an_id', containedIn: null }, 'abc1234 (is no id of a commit)'],
    [{ containedIn: null }, 'took too long to find out'],
    [{ containedIn: { branches: [], more: false } }, 'exists, in no branch'],
    [{ recordedBranch: 'missing' }, 'branch:      main (does not exist)'],
    [
      { origin: 'different' },
      'https://example.org/x (another one than in the repository)\n  there:     https://example.org/there',
    ],
    [{ origin: 'no_remote' }, 'the repository has no origin'],
    [{ root: null, branch: null, sha: null }, 'repository:  bare\nchecked out: no branch, no commit yet'],
  ] as const)('%j', (changes, text) => {
    expect(facts(changes as Partial<typeof repository>)).toContain(text);
  });

  test('of many branches some are named', () => {
    const branches = Array.from({ length: 12 }, (_, i) => ({ name: `b${i}`, remote: false }));
    expect(facts({ containedIn: { branches, more: false } })).toMatch(/in b0, .*, b9 and more\)/);
  });

  test('nothing recorded is said to be nothing', () => {
    const recorded = { branch: null, sha: null, originUrl: null };
    expect(shown({ recorded }).match(/none recorded/g)).toHaveLength(3);
  });
});

test.each([
  ['not_allowed', 'nobody has allowed it'],
  ['no_directory', 'no such folder'],
  ['not_a_repository', 'no git repository'],
  ['timeout', 'git took too long: why'],
  ['failed', 'git failed: why'],
] as const)('%s', (state, text) => {
  const message = state === 'timeout' || state === 'failed' ? 'why' : null;
  expect(shown({ state, message, repository: null })).toContain(text);
});
