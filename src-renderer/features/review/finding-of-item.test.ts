import type { ThreadItem } from '@contracts/model/item';
import { reviewDraft } from '@contracts/edits';
import { describe, expect, it } from 'vitest';
import { everyKind } from '../thread/testing/every-kind';
import { answer, command } from '../thread/testing/content-of';
import { emptyDraft } from './draft-keeper';
import { findingOfItem, newFinding } from './finding-of-item';

type Change = Extract<ThreadItem, { type: 'fileChange' }>['changes'][number];
const changed = (change: Change): ThreadItem => ({
  type: 'fileChange',
  id: 'f',
  status: 'completed',
  changes: [change],
});

describe('a finding on a file change', () => {
  it.each([
    ['@@ -1,4 +10,5 @@\n a\n+b\n+c\n d\n-e\n f', 11, 12],
    ['@@ -5,3 +5,2 @@\n a\n-b\n c', 5, 5],
    ['@@ -1,2 +1,2 @@\n-a\n+b\n c', 1, 1],
    ['@@\n-a\n+b', 0, 0],
    ['', 0, 0],
  ])('has the lines of the first stretch that was changed: %j', (diff, startLine, endLine) => {
    const item = changed({ path: '/srv/a.py', kind: { type: 'update', move_path: null }, diff });
    expect(findingOfItem(item, '/srv')).toEqual({ ...newFinding, file: '/srv/a.py', startLine, endLine });
  });

  it('has all lines of a new file, and the file under its new name', () => {
    const added = changed({ path: '/a', kind: { type: 'add' }, diff: 'x\ny\nz\n' });
    expect(findingOfItem(added, '')).toMatchObject({ file: '/a', startLine: 1, endLine: 3 });
    const moved = changed({ path: '/a', kind: { type: 'update', move_path: '/b' }, diff: '' });
    expect(findingOfItem(moved, '')).toMatchObject({ file: '/b' });
  });

  it.each([
    ['src/a.py', '/srv/loom', '/srv/loom/src/a.py'],
    ['src/a.py', '/', '/src/a.py'],
    ['src\\a.py', 'C:\\loom', 'C:\\loom\\src\\a.py'],
    ['C:\\a.py', 'D:\\loom', 'C:\\a.py'],
    ['a.py', '', 'a.py'],
  ])('names %s in %s whole', (path, cwd, file) => {
    expect(findingOfItem(changed({ path, kind: { type: 'delete' }, diff: '' }), cwd).file).toBe(file);
  });
});

describe('a finding on another item', () => {
  it('quotes the command and how it ended', () => {
    expect(findingOfItem(command("/bin/bash -lc 'npm test'", 'x', 2), '/srv')).toEqual({
      ...newFinding,
      body: 'This command exited with 2:\n\n```\nnpm test\n```\n',
    });
    const fenced = findingOfItem(command('echo "````"', 'x'), '/srv');
    expect(fenced.body).toContain('\n`````\necho');
  });

  it('is empty where there is nothing to quote', () => {
    expect(findingOfItem(answer('x'), '/srv')).toEqual(newFinding);
  });

  it('is a draft that can be kept, for every kind of item', () => {
    for (const item of everyKind) {
      const draft = { ...emptyDraft, findings: [findingOfItem(item, '/srv')] };
      expect(reviewDraft.safeParse(draft).success).toBe(true);
    }
  });
});
