import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialList, type ListState, readListState, writeListState } from './list-state';

describe('list state', () => {
  it('comes back as it was, except for the text', () => {
    const state: ListState = {
      filters: {
        text: 'gone',
        date: { kind: 'custom', from: '2026-01-01', to: null },
        project: 'repo:h/x',
        branch: ['main', ''],
        model: ['m'],
        provider: ['p'],
        source: ['custom:atlas'],
        state: ['archived', 'fork'],
      },
      sort: { key: 'size', direction: 'asc' },
    };
    expect(readListState(writeListState(state))).toEqual({
      ...state,
      filters: { ...state.filters, text: '' },
    });
  });

  it('reads rubbish as the initial state, in whole or in part', () => {
    for (const text of [null, '', '{', '7', 'null', '[]', '{"filters":7,"sort":"x"}'])
      expect(readListState(text)).toEqual(initialList);
    expect(
      readListState('{"filters":{"state":["fork","flying"],"branch":[1,"b"]},"sort":{"key":"weight"}}'),
    ).toEqual({
      ...initialList,
      filters: { ...initialList.filters, state: ['fork'], branch: ['b'] },
    });
  });

  it('never throws, whatever is stored', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { filters, sort } = readListState(text);
        expect([typeof filters.text, Array.isArray(filters.branch), typeof sort.key]).toEqual([
          'string',
          true,
          'string',
        ]);
      }),
    );
  });
});
