import { describe, expect, it } from 'vitest';
import { fieldProblem, gitChangeOf, noEdits } from './git-fields';

describe('gitChangeOf', () => {
  it('leaves out what is left alone, clears by null and trims what is set', () => {
    expect(gitChangeOf(noEdits)).toBeNull();
    expect(
      gitChangeOf({
        branch: { do: 'set', text: ' main ' },
        sha: { do: 'clear' },
        originUrl: { do: 'leave' },
      }),
    ).toEqual({ branch: 'main', sha: null });
  });

  it('is nothing while a value is empty, as upstream refuses it', () => {
    const edits = { ...noEdits, branch: { do: 'set', text: '  ' }, sha: { do: 'clear' } } as const;
    expect(gitChangeOf(edits)).toBeNull();
    expect(fieldProblem('branch', edits.branch)).toBe('gitInfo.branch must not be empty');
    expect(fieldProblem('sha', edits.sha)).toBeNull();
  });
});
