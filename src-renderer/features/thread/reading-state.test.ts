import { describe, expect, it, vi } from 'vitest';
import { ReadingState, readingStateOf } from './reading-state';

describe('ReadingState', () => {
  it('keeps what was folded, tells of changes, and forgets with the revision', () => {
    const state = new ReadingState();
    const listener = vi.fn<() => void>();
    const stop = state.subscribe(listener);
    state.enter('r1');
    state.setItems([[3, true]]);
    state.setTurns([1, 2], true);
    state.setTurns([2], false);
    expect(state.folding()).toEqual({ items: new Map([[3, true]]), turns: new Set([1]) });
    expect(listener).toHaveBeenCalledTimes(3);
    state.enter('r1');
    expect(state.folding().items.size).toBe(1);
    state.enter('r2');
    expect(state.folding()).toEqual({ items: new Map(), turns: new Set() });
    stop();
    state.setItems([[1, false]]);
    expect(listener).toHaveBeenCalledTimes(4);
  });

  it('is the same for a thread that is come back to', () => {
    readingStateOf('a').place = { item: 3, offset: 1 };
    expect(readingStateOf('a').place).toEqual({ item: 3, offset: 1 });
    expect(readingStateOf('b').place).toBeNull();
  });
});
