import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countChanges, parseDiff, type DiffLine } from './parse-diff';

const brief = ({ kind, text, before, after }: DiffLine) => [kind, before, after, text];

describe('parseDiff', () => {
  it('numbers the lines of unified hunks', () => {
    const diff = '@@ -1,3 +1,3 @@ main\n one\n-two\n+2\n three\n@@ -10 +10,2 @@\n-ten\n+10\n+11\n';
    expect(parseDiff(diff, 'update').map(brief)).toEqual([
      ['hunk', null, null, '@@ -1,3 +1,3 @@ main'],
      ['context', 1, 1, 'one'],
      ['removed', 2, null, 'two'],
      ['added', null, 2, '2'],
      ['context', 3, 3, 'three'],
      ['hunk', null, null, '@@ -10 +10,2 @@'],
      ['removed', 10, null, 'ten'],
      ['added', null, 10, '10'],
      ['added', null, 11, '11'],
    ]);
  });

  it('takes file headers and remarks for notes, but not lines of a hunk that look like them', () => {
    const diff =
      '--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- a comment\n+++ another\n x\n\\ No newline at end of file';
    expect(parseDiff(diff, 'update').map(({ kind, text }) => [kind, text])).toEqual([
      ['note', '--- a/q.sql'],
      ['note', '+++ b/q.sql'],
      ['hunk', '@@ -1,2 +1,2 @@'],
      ['removed', '-- a comment'],
      ['added', '++ another'],
      ['context', 'x'],
      ['note', '\\ No newline at end of file'],
    ]);
  });

  it('reads hunks of apply_patch without numbers', () => {
    expect(parseDiff('@@\n context\n-old\n+new', 'update').map(brief)).toEqual([
      ['hunk', null, null, '@@'],
      ['context', null, null, 'context'],
      ['removed', null, null, 'old'],
      ['added', null, null, 'new'],
    ]);
  });

  it('takes an empty line inside a hunk for an empty context line', () => {
    expect(parseDiff('@@ -1,2 +1,2 @@\n\n-a\n+b', 'update').map(brief)).toEqual([
      ['hunk', null, null, '@@ -1,2 +1,2 @@'],
      ['context', 1, 1, ''],
      ['removed', 2, null, 'a'],
      ['added', null, 2, 'b'],
    ]);
  });

  it('shows the whole content of added and deleted files', () => {
    expect(parseDiff('a\n-b\n', 'add').map(brief)).toEqual([
      ['added', null, 1, 'a'],
      ['added', null, 2, '-b'],
    ]);
    expect(parseDiff('a\nb', 'delete').map(brief)).toEqual([
      ['removed', 1, null, 'a'],
      ['removed', 2, null, 'b'],
    ]);
    expect(parseDiff('', 'add')).toEqual([]);
  });

  it('loses no line, whatever comes', () => {
    const line = fc.oneof(
      fc.constantFrom('@@ -1,2 +1,2 @@', '@@', '+++ b', '--- a', '\\ No newline', '', '+', '-', ' '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('add', 'delete', 'update'), (lines, kind) => {
        const diff = lines.join('\n');
        const expected = diff.split('\n').length - (diff.endsWith('\n') || diff === '' ? 1 : 0);
        const parsed = parseDiff(diff, kind as 'add');
        expect(parsed).toHaveLength(expected);
        const { added, removed } = countChanges(parsed);
        expect(added + removed).toBeLessThanOrEqual(parsed.length);
      }),
    );
  });
});
