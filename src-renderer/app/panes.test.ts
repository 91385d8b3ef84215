import { describe, expect, it } from 'vitest';
import { fitPanes, initialPanes, readPanes, writePanes } from './panes';

describe('panes', () => {
  it('come back as they were, and whole where little is known', () => {
    const panes = { side: 240, list: 500, isSideShown: false };
    expect(readPanes(writePanes(panes))).toEqual(panes);
    expect(readPanes([])).toEqual(initialPanes);
    expect(readPanes([-5, 1e9])).toEqual({ side: 160, list: 720, isSideShown: true });
  });

  it('fit as they are where there is room', () => {
    expect(fitPanes({ side: 260, list: 420, isSideShown: true }, 2560)).toEqual({ side: 260, list: 420 });
  });

  it('give way to the thread in a small window', () => {
    expect(fitPanes({ side: 420, list: 600, isSideShown: true }, 880)).toEqual({ side: 160, list: 360 });
    expect(fitPanes({ side: 420, list: 600, isSideShown: false }, 880)).toEqual({ side: 0, list: 520 });
  });

  it('never get narrower than can be read', () => {
    expect(fitPanes({ side: 420, list: 600, isSideShown: true }, 500)).toEqual({ side: 160, list: 300 });
  });
});
