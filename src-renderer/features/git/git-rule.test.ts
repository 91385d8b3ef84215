import { describe, expect, it } from 'vitest';
import { noEdits } from './git-fields';
import { noRule, requestOf } from './git-rule';

const ids = ['a', 'b'];

describe('requestOf', () => {
  it('asks for nothing without a change or without threads', () => {
    expect(requestOf(noRule, ids)).toBeNull();
    expect(requestOf({ ...noRule, edits: { ...noEdits, sha: { do: 'clear' } } }, [])).toBeNull();
  });

  it('renames a branch: sets the new one where the old one is', () => {
    const edits = { ...noEdits, branch: { do: 'set', text: 'main' } } as const;
    expect(requestOf({ edits, onlyBranch: ' master ' }, ids)).toEqual({
      kind: 'git',
      threadIds: ids,
      change: { branch: 'main' },
      where: { branch: 'master' },
    });
  });

  it('can be for threads that have no branch', () => {
    const edits = { ...noEdits, originUrl: { do: 'clear' } } as const;
    expect(requestOf({ edits, onlyBranch: '' }, ids)).toMatchObject({ where: { branch: null } });
  });
});
