import { describe, expect, it } from 'vitest';
import { keyLabel } from './key-label';
import { type KeyPress, matchesKey } from './key-match';

function press(key: string, modifiers = ''): KeyPress {
  const has = (name: string) => modifiers.includes(name);
  return {
    key,
    ctrlKey: has('ctrl'),
    metaKey: has('meta'),
    altKey: has('alt'),
    shiftKey: has('shift'),
    getModifierState: (name) => name === 'AltGraph' && has('altgr'),
  };
}

describe('matchesKey', () => {
  it.each([
    ['j', press('j'), true],
    ['j', press('J', 'shift'), false],
    ['j', press('j', 'ctrl'), false],
    ['j', press('j', 'alt'), false],
    ['Shift+j', press('J', 'shift'), true],
    ['Shift+j', press('j'), false],
    ['Mod+k', press('k', 'ctrl'), true],
    ['Mod+k', press('k', 'meta'), false],
    ['Mod+k', press('k', 'ctrl shift'), false],
    ['Mod+Shift+g', press('G', 'ctrl shift'), true],
    ['?', press('?', 'shift'), true],
    ['?', press('?', 'ctrl shift'), false],
    ['/', press('/', 'shift'), true], // German keyboards
    ['[', press('[', 'ctrl alt altgr'), true],
    ['Mod+,', press(',', 'ctrl'), true],
    [',', press(',', 'ctrl'), false],
    ['Escape', press('Escape'), true],
    ['F3', press('F3'), true],
    ['Shift+F3', press('F3', 'shift'), true],
    ['F3', press('F3', 'shift'), false],
  ])('%s and %o: %s', (key, event, expected) => {
    expect(matchesKey(key, event, false)).toBe(expected);
  });

  it('takes Cmd on a Mac, where Option makes signs', () => {
    expect(matchesKey('Mod+k', press('k', 'meta'), true)).toBe(true);
    expect(matchesKey('Mod+k', press('k', 'ctrl'), true)).toBe(false);
    expect(matchesKey('[', press('[', 'alt'), true)).toBe(true);
  });
});

describe('keyLabel', () => {
  it('prints the caps of the keyboard', () => {
    expect(keyLabel('Mod+Shift+g', false)).toEqual(['Ctrl', 'Shift', 'G']);
    expect(keyLabel('Mod+Shift+g', true)).toEqual(['⌘', '⇧', 'G']);
    expect(keyLabel('ArrowDown', false)).toEqual(['↓']);
    expect(keyLabel('/', false)).toEqual(['/']);
  });
});
