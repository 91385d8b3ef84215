import { describe, expect, it } from 'vitest';
import { fitPanes, initialPanes, type Panes, readPanes, writePanes } from './panes';

const panesOf = (over: Partial<Panes>): Panes => ({ ...initialPanes, ...over });

describe('panes', () => {
  it('come back as they were, and whole where little is known', () => {
    const panes = { side: 240, list: 500, isSideShown: false, review: 480 };
    expect(readPanes(writePanes(panes))).toEqual(panes);
    expect(readPanes([])).toEqual(initialPanes);
    // As a version without reviews wrote them.
    expect(readPanes([240, 500, 0])).toEqual({ ...panes, review: initialPanes.review });
    expect(readPanes([-5, 1e9, 1, 1])).toEqual({ side: 160, list: 720, isSideShown: true, review: 320 });
  });

  it('fit as they are where there is room', () => {
    const panes = panesOf({ side: 260, list: 420, review: 500 });
    expect(fitPanes(panes, 2560, false)).toEqual({ side: 260, list: 420, review: 0 });
    expect(fitPanes(panes, 2560, true)).toEqual({ side: 260, list: 420, review: 500 });
  });

  it('give way to the thread in a small window', () => {
    const panes = panesOf({ side: 420, list: 600 });
    expect(fitPanes(panes, 880, false)).toEqual({ side: 160, list: 360, review: 0 });
    expect(fitPanes({ ...panes, isSideShown: false }, 880, false)).toEqual({ side: 0, list: 520, review: 0 });
  });

  it('give way to the review, and leave the thread room beside it', () => {
    expect(fitPanes(initialPanes, 1280, true)).toEqual({ side: 160, list: 300, review: 380 });
    expect(fitPanes(initialPanes, 1440, true)).toEqual({ side: 200, list: 400, review: 400 });
    // Too narrow for four: the projects go.
    expect(fitPanes(initialPanes, 1100, true)).toEqual({ side: 0, list: 300, review: 360 });
  });

  it('never get narrower than can be read', () => {
    expect(fitPanes(panesOf({ side: 420, list: 600 }), 500, false)).toEqual({
      side: 160,
      list: 300,
      review: 0,
    });
    expect(fitPanes(initialPanes, 500, true)).toEqual({ side: 0, list: 300, review: 320 });
  });
});
