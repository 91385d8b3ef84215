import type { GitEvidence, GitRepositoryFacts } from '@contracts/git';
import { describe, expect, it } from 'vitest';
import { evidenceWords } from './evidence-words';

const facts: GitRepositoryFacts = {
  root: '/srv/loom',
  branch: 'main',
  sha: 'a'.repeat(40),
  originUrl: 'https://example.org/loom.git',
  commit: 'found',
  containedIn: { branches: [{ name: 'main', remote: false }], more: false },
  recordedBranch: 'found',
  origin: 'same',
};
const evidence = (over: Partial<GitRepositoryFacts> | null): GitEvidence => ({
  cwd: '/srv/loom',
  state: over ? 'ok' : 'not_allowed',
  message: null,
  recorded: { branch: 'main', sha: 'a'.repeat(40), originUrl: null },
  repository: over && { ...facts, ...over },
});
const words = (over: Partial<GitRepositoryFacts>, field: 'branch' | 'sha' | 'originUrl') =>
  evidenceWords(evidence(over), field);

describe('evidenceWords', () => {
  it('says nothing where the repository was not asked', () => {
    expect(evidenceWords(evidence(null), 'branch')).toBeNull();
  });

  it('tells whether the commit is there, and on which branches', () => {
    expect(words({}, 'sha')).toMatchObject({ tone: 'ok', text: 'is on main' });
    expect(words({ commit: 'missing', containedIn: null }, 'sha')?.tone).toBe('warn');
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, remote: false }));
    expect(words({ containedIn: { branches: many, more: true } }, 'sha')?.text).toBe(
      'is on a, b, c and 2 other branches or more',
    );
    expect(words({ containedIn: { branches: [], more: false } }, 'sha')?.tone).toBe('warn');
  });

  it('tells what is checked out beside the recorded branch', () => {
    expect(words({ branch: null }, 'branch')?.text).toBe(
      'exists in the repository; no branch is checked out',
    );
    expect(words({ recordedBranch: 'missing' }, 'branch')?.tone).toBe('warn');
  });

  it('compares origins by their meaning, not by their spelling', () => {
    expect(words({}, 'originUrl')?.tone).toBe('ok');
    expect(words({ origin: 'different' }, 'originUrl')?.text).toContain('https://example.org/loom.git');
    expect(words({ origin: 'no_remote', originUrl: null }, 'originUrl')?.tone).toBe('unknown');
  });
});
