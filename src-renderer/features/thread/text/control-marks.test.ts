import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitControls, visibleText } from './control-marks';
import { controlLabel, controlTitle } from './control-names';

const marked = [
  ['bidi override', 'a\u202eb'],
  ['isolate', 'a\u2066b'],
  ['zero-width space', 'a\u200bb'],
  ['word joiner', 'a\u2060b'],
  ['byte order mark', 'a\ufeffb'],
  ['soft hyphen', 'a\u00adb'],
  ['NUL', 'a\u0000b'],
  ['escape', 'a\u001bb'],
  ['C1', 'a\u009bb'],
  ['line separator', 'a\u2028b'],
  ['tag character', 'a\u{e0041}b'],
  ['variation selector', 'a\u{e0101}b'],
  ['hangul filler', 'a\u3164b'],
  ['joiner between Latin letters', 'a\u200db'],
] as const;

describe('splitControls', () => {
  it.each(marked)('marks %s', (_name, text) => {
    expect(splitControls(text)).toEqual([{ text: 'a' }, { control: text.slice(1, -1) }, { text: 'b' }]);
  });

  it.each([
    ['tab and line ends', 'a\tb\r\nc'],
    ['an emoji joined of several', '👩\u200d💻'],
    ['an emoji with presentation and skin', '❤\ufe0f 👍🏽'],
    ['a Persian word', 'می\u200cخواهم'],
    ['a Devanagari conjunct', 'क्\u200dष'],
    ['accents', 'e\u0301'],
  ])('leaves %s alone', (_name, text) => {
    expect(splitControls(text)).toEqual([{ text }]);
  });

  it('loses nothing, and leaves no control character among the visible ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parts = splitControls(text);
        expect(parts.map((part) => ('text' in part ? part.text : part.control)).join('')).toBe(text);
        expect(visibleText(text).text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u0000\u001b]/u);
      }),
    );
  });
});

describe('visibleText', () => {
  it('counts what it leaves out', () => {
    expect(visibleText('rm \u202e\u200b-rf')).toEqual({ text: 'rm -rf', hidden: 2 });
  });
});

describe('control names', () => {
  it('are short on the mark and whole in the title', () => {
    expect(controlLabel('\u202e')).toBe('RLO');
    expect(controlLabel('\u200b\u200b\u200b')).toBe('ZWSP ×3');
    expect(controlLabel('\u200b\u202e')).toBe('ZWSP +1');
    expect(controlTitle('\u{e0041}\u202e')).toBe('Hidden control characters: U+E0041, RLO (U+202E)');
    expect(controlTitle('\u0001'.repeat(20))).toContain('and 8 more');
  });
});
