import { describe, expect, it } from 'vitest';
import { extendMarks, noMarks, toggleMark } from './marks';

const order = ['a', 'b', 'c', 'd'];
const ids = (marks: { ids: ReadonlySet<string> }) => [...marks.ids];

describe('toggleMark', () => {
  it('begins with the thread that is shown', () => {
    expect(ids(toggleMark(noMarks, 'a', 'c'))).toEqual(['a', 'c']);
    expect(ids(toggleMark(noMarks, null, 'c'))).toEqual(['c']);
    expect(ids(toggleMark(noMarks, 'c', 'c'))).toEqual([]);
  });

  it('takes a chosen thread away', () => {
    const both = toggleMark(noMarks, 'a', 'c');
    expect(ids(toggleMark(both, 'c', 'a'))).toEqual(['c']);
  });
});

describe('extendMarks', () => {
  it('takes everything between in either direction, from where the range began', () => {
    const down = extendMarks(noMarks, 'b', 'd', order);
    expect(ids(down)).toEqual(['b', 'c', 'd']);
    expect(ids(extendMarks(down, 'd', 'a', order))).toEqual(['a', 'b']);
  });

  it('begins anew where the beginning is no longer listed', () => {
    expect(ids(extendMarks({ ids: new Set(['gone']), anchor: 'gone' }, 'gone', 'c', order))).toEqual(['c']);
  });
});
