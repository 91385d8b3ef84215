import type { GitValue } from '@contracts/git';
import { describe, expect, it } from 'vitest';
import { earlierValues, provenanceOf } from './provenance';

const line = (value: string | null, nth: number): GitValue => ({
  field: 'branch',
  value,
  file: 'sessions/r.jsonl',
  line: nth,
  at: '2026-01-01T00:00:00Z',
  current: false,
});
const row = (value: string | null): GitValue => ({
  field: 'branch',
  value,
  file: 'state_5.sqlite',
  line: null,
  at: null,
  current: true,
});
const values = (...all: GitValue[]) => earlierValues({ values: all }, 'branch').map(({ value }) => value);

describe('earlierValues', () => {
  it('tells what the field was, newest first, and each change once', () => {
    expect(values(line('a', 1), line('a', 5), line('b', 9), line('c', 12), row('c'))).toEqual(['b', 'a']);
  });

  it('counts the newest line as earlier where the row says something else', () => {
    expect(values(line('a', 1), row(null))).toEqual(['a']);
  });

  it('is empty where nothing changed, and for another field', () => {
    expect(values(line('a', 1), row('a'))).toEqual([]);
    expect(earlierValues({ values: [line('a', 1)] }, 'sha')).toEqual([]);
  });
});

describe('provenanceOf', () => {
  it('names the row, or file and line', () => {
    expect(provenanceOf({ values: [line('a', 1), row('a')] }, 'branch')).toBe(
      'From state_5.sqlite, row of the thread',
    );
    expect(provenanceOf({ values: [{ ...line('a', 1200), current: true }] }, 'branch')).toBe(
      'From sessions/r.jsonl, line 1,200',
    );
    expect(provenanceOf(undefined, 'branch')).toBeUndefined();
  });
});
