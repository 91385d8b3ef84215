import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { arrangeRows, type Row } from './arrange-rows';
import { indexThreads } from './thread-index';
import { useScrollAnchor } from './use-scroll-anchor';

const threads = Array.from({ length: 50 }, () => aThread());
const rowsOf = (list: typeof threads) => arrangeRows(indexThreads(list), () => false);

/** A list of rows of 10 px in a room of 50 px, scrolled to `scrollTop`. */
function anchored(scrollTop: number) {
  const scroller = { scrollTop, clientHeight: 50 };
  const virtual = { scrollElement: scroller } as unknown as Parameters<typeof useScrollAnchor>[1];
  const { rerender } = renderHook(
    ({ rows, view }: { rows: Row[]; view: string }) => useScrollAnchor(rows, virtual, 10, view),
    { initialProps: { rows: rowsOf(threads), view: 'a' } },
  );
  return { scroller, rerender };
}

afterEach(cleanup);

it('keeps the rows in view where they are when others come above them', () => {
  const { scroller, rerender } = anchored(203);
  rerender({ rows: rowsOf([aThread(), aThread(), ...threads]), view: 'a' });
  expect(scroller.scrollTop).toBe(223);
});

it('does not follow a row that moved because it changed itself', () => {
  const { scroller, rerender } = anchored(200);
  const at = threads[20] as (typeof threads)[0];
  const moved = [{ ...at, name: 'changed' }, ...threads.filter((thread) => thread !== at)];
  rerender({ rows: rowsOf(moved), view: 'a' });
  // Row 21 was the first in view that is still itself, and it stays in its place.
  expect(scroller.scrollTop).toBe(200);
});

it('stays at the top, where new threads are waited for', () => {
  const { scroller, rerender } = anchored(0);
  rerender({ rows: rowsOf([aThread(), ...threads]), view: 'a' });
  expect(scroller.scrollTop).toBe(0);
});

it('leaves another list alone', () => {
  const { scroller, rerender } = anchored(200);
  rerender({ rows: rowsOf([aThread(), ...threads]), view: 'b' });
  expect(scroller.scrollTop).toBe(200);
});
