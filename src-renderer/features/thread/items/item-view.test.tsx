import type { ThreadItem } from '@contracts/model/item';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBridge } from '../../../test/fake-bridge';
import { everyKind } from '../testing/every-kind';
import { surroundings } from '../testing/render-thread';
import { answer, command } from '../testing/content-of';
import { itemLabel } from './item-label';
import { ItemScopeProvider, type ItemScope } from './item-scope';
import { ItemView } from './item-view';
import { shapeOf } from './shapes';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(item: ThreadItem, over: Partial<ItemScope> = {}) {
  const { Surroundings, select } = surroundings(fakeBridge());
  const scope: ItemScope = {
    threadId: 't',
    revision: 'r',
    index: 5,
    item,
    isOpen: true,
    setOpen: () => {},
    openRaw: () => {},
    ...over,
  };
  const view = render(
    <ItemScopeProvider value={scope}>
      <ItemView item={item} />
    </ItemScopeProvider>,
    { wrapper: Surroundings },
  );
  return { ...view, select };
}

/** What a field may hold instead of what it should. */
const hostile = fc.oneof(
  fc.constantFrom(null, undefined, 0, -1, Number.NaN, '', true, [], {}, [null], [[]], [{}], { type: 3 }),
  fc.constantFrom(['a', 1, null], { __proto__: null, message: 3 }, 'javascript:alert(1)', '\u0000\u202e'),
);

const isGeneric = () => screen.queryByText('Record') !== null;

describe('ItemView', () => {
  it.each(everyKind)('has a view for $type', (item) => {
    show(item);
    expect(isGeneric()).toBe(item.type === 'unknownRecord');
    expect(shapeOf(item)).toBe(item.type === 'unknownRecord' ? 'unknown' : 'fits');
  });

  it.each(everyKind)('shows $type folded, too', (item) => {
    expect(show(item, { isOpen: false }).container.textContent).not.toBe('');
  });

  it('shows a kind that nobody knew when this was written', () => {
    show({ type: 'holographicCall', id: 'x', depth: 3 } as unknown as ThreadItem);
    expect(isGeneric()).toBe(true);
    expect(screen.getByText('holographicCall')).toBeTruthy();
    expect(itemLabel({ type: 'toString', id: 'x' } as unknown as ThreadItem)).toBe('Record toString');
  });

  it.each(everyKind)('shows $type with fields that are missing or of another type', (item) => {
    // A view that throws is caught, but it should not come to that.
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    const fields = Object.keys(item).filter((name) => name !== 'type' && name !== 'id');
    fc.assert(
      fc.property(fc.constantFrom(...fields), hostile, fc.boolean(), (field, value, isOpen) => {
        const { container } = show({ ...item, [field]: value } as ThreadItem, { isOpen });
        expect(container.textContent).not.toBe('');
        cleanup();
      }),
      { numRuns: 30 },
    );
    expect(errors.mock.calls.map(([message]) => String(message).slice(0, 200))).toEqual([]);
  });

  it('replaces a view that fails by the generic card, and tries again with another item', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const spy = vi.fn<() => unknown>(() => {
      throw new Error('trap');
    });
    const item = { ...answer('fine') } as ThreadItem;
    Object.defineProperty(item, 'questions', { get: spy, enumerable: false });
    show(item);
    expect(spy).toHaveBeenCalled();
    expect(isGeneric()).toBe(true);
    expect(screen.getByText('its view failed')).toBeTruthy();
  });

  it('opens a failed command by itself and leaves others folded', () => {
    show(command('ls', 'all fine'), { isOpen: null });
    expect(screen.queryByText('all fine')).toBeNull();
    cleanup();
    show(command('false', 'it broke', 2), { isOpen: null });
    expect(screen.getByText('it broke')).toBeTruthy();
    expect(screen.getByText('exit 2')).toBeTruthy();
  });

  it('says what is derived, and leads to other threads', () => {
    const derived = { ...command('ls', ''), derived: true } as ThreadItem;
    show(derived);
    expect(screen.getByTitle(/^Derived/)).toBeTruthy();
    cleanup();
    const activity = everyKind.find(({ type }) => type === 'subAgentActivity') as ThreadItem;
    const { select } = show(activity);
    fireEvent.click(screen.getByRole('button', { name: 'open thread' }));
    expect(select).toHaveBeenCalledWith('other');
  });

  it('fetches no image from anywhere but the media scheme', () => {
    for (const item of everyKind) {
      const { container } = show(item);
      for (const image of container.querySelectorAll('img')) {
        expect(image.getAttribute('src')).toMatch(/^skein-media:\/\/thread\/t\/r\/5\?p=%2F/);
      }
      cleanup();
    }
  });

  it('says so when the bytes of an image are none that is drawn', () => {
    const { container } = show(everyKind[0] as ThreadItem);
    fireEvent.error(container.querySelector('img') as HTMLImageElement);
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByText(/Not shown as an image: image\/png/)).toBeTruthy();
  });
});
