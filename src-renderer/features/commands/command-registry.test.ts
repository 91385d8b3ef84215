// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandRegistry } from './command-registry';
import { commandRows } from './keymap';

const registry = new CommandRegistry();

beforeEach(() => {
  window.addEventListener('keydown', registry.handleKey);
});
afterEach(() => {
  window.removeEventListener('keydown', registry.handleKey);
  document.body.replaceChildren();
});

/** Presses a key on a new element in the page; true when a command took it. */
function press(html: string, key: string, init: KeyboardEventInit = {}): boolean {
  const host = document.createElement('div');
  host.append(new DOMParser().parseFromString(html, 'text/html').body.firstElementChild ?? '');
  document.body.append(host);
  const target = host.querySelector('[data-here]') ?? host;
  return !target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
}

describe('CommandRegistry', () => {
  it('runs the command of a key and takes the key', () => {
    const run = vi.fn();
    const remove = registry.add('next-thread', run);
    expect(press('<p data-here></p>', ']')).toBe(true);
    expect(run).toHaveBeenCalledOnce();
    remove();
    expect(press('<p data-here></p>', ']')).toBe(false);
    expect(registry.has('next-thread')).toBe(false);
  });

  it('leaves plain letters to text fields, but not keys with Mod or Escape', () => {
    const [next, palette, back] = [vi.fn(), vi.fn(), vi.fn()];
    const removals = [
      registry.add('list-next', next),
      registry.add('palette', palette),
      registry.add('back', back),
    ];
    for (const field of [
      '<input data-here>',
      '<textarea data-here></textarea>',
      '<p contenteditable data-here></p>',
    ])
      expect(press(field, 'j')).toBe(false);
    expect(press('<input data-here>', 'k', { ctrlKey: true })).toBe(true);
    expect(press('<input data-here>', 'Escape')).toBe(true);
    expect(press('<input type="checkbox" data-here>', 'j')).toBe(true);
    expect([next, palette, back].map((run) => run.mock.calls.length)).toEqual([1, 1, 1]);
    for (const remove of removals) remove();
  });

  it('leaves Enter and Space to what they press, and arrows to radio buttons', () => {
    const run = vi.fn();
    const removals = [registry.add('open', run), registry.add('list-next', run)];
    const inList = (html: string) => `<div data-scope="list">${html}</div>`;
    expect(press(inList('<button data-here></button>'), 'Enter')).toBe(false);
    expect(press(inList('<a href="#" data-here></a>'), 'Enter')).toBe(false);
    expect(press(inList('<input type="radio" data-here>'), 'ArrowDown')).toBe(false);
    expect(press(inList('<button data-here></button>'), 'j')).toBe(true);
    expect(press(inList('<p data-here></p>'), 'Enter')).toBe(true);
    for (const remove of removals) remove();
  });

  it('lets a key of the part that has the focus win over the same key without one', () => {
    const seen: string[] = [];
    const removals = [
      registry.add('list-next', () => void seen.push('list')),
      registry.add('side-next', () => void seen.push('side')),
    ];
    press('<div data-scope="side"><p data-here></p></div>', 'j');
    press('<p data-here></p>', 'j');
    expect(seen).toEqual(['side', 'list']);
    for (const remove of removals) remove();
  });

  it('keeps the arrows to the list that has the focus', () => {
    const run = vi.fn();
    const remove = registry.add('list-next', run);
    expect(press('<p data-here></p>', 'ArrowDown')).toBe(false);
    expect(press('<div data-scope="thread"><p data-here></p></div>', 'ArrowDown')).toBe(false);
    expect(press('<div data-scope="list"><p data-here></p></div>', 'ArrowDown')).toBe(true);
    remove();
  });

  it('asks the newest handler first and the one before it when that says false', () => {
    const seen: string[] = [];
    const removals = [
      registry.add('back', () => void seen.push('old')),
      registry.add('back', () => {
        seen.push('new');
        return false;
      }),
    ];
    expect(press('<p data-here></p>', 'Escape')).toBe(true);
    expect(seen).toEqual(['new', 'old']);
    for (const remove of removals) remove();
  });

  it('does nothing in dialogs and menus, nor for a key that was taken already', () => {
    const run = vi.fn();
    const remove = registry.add('settings', run);
    expect(press('<div role="dialog"><button data-here></button></div>', ',')).toBe(false);
    expect(press('<div role="menu"><button data-here></button></div>', ',')).toBe(false);
    const taken = new KeyboardEvent('keydown', { key: ',', bubbles: true, cancelable: true });
    taken.preventDefault();
    document.body.dispatchEvent(taken);
    expect(run).not.toHaveBeenCalled();
    remove();
  });
});

describe('keymap', () => {
  it('means one thing by each key in each part of the window', () => {
    const keys = commandRows.flatMap(([, row]) =>
      row.keys.map((entry) => (typeof entry === 'string' ? entry : `${entry.within} ${entry.key}`)),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
