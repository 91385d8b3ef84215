import { describe, expect, test } from 'vitest';
import { gitValues } from './git-values';

const version = (line: number, branch: string | null, originUrl: string | null = null) => ({
  git: branch === null ? null : { branch, sha: null, originUrl },
  at: `2026-01-0${line}T00:00:00Z`,
  record: { rolloutId: 'r', line, offset: 0, length: 1, ordinal: null },
});
const branches = (...args: Parameters<typeof gitValues>) =>
  gitValues(...args)
    .filter(({ field }) => field === 'branch')
    .map(({ value, file, line, current }) => [value, file, line, current]);

describe('gitValues', () => {
  const lines = [{ file: 'a.jsonl', versions: [version(1, 'main'), version(7, null)] }];

  test('tells every line in order; without a row the last one counts', () => {
    expect(branches(lines, null)).toEqual([
      ['main', 'a.jsonl', 1, false],
      [null, 'a.jsonl', 7, true],
    ]);
  });

  test('the row counts where there is one, also when it says nothing', () => {
    const row = { file: 'state_5.sqlite', git: { branch: null, sha: null, originUrl: null } };
    expect(branches(lines, row).at(-1)).toEqual([null, 'state_5.sqlite', null, true]);
    expect(branches(lines, row).filter(([, , , current]) => current)).toHaveLength(1);
  });

  test('no credentials leave the home', () => {
    const secret = [{ file: 'a.jsonl', versions: [version(1, 'main', 'https://ada:pw@example.org/x.git')] }];
    expect(JSON.stringify(gitValues(secret, null))).not.toContain('pw');
  });
});
