import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipToWidth, textWidth } from './text-width';

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['日本語', 6],
    ['한국어', 6],
    ['ｆｕｌｌ', 8],
    ['🦊', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['🇨🇿', 2],
    ['❤️', 2],
    ['שלום', 4],
    ['a\u200bb', 2],
  ])('%j', (text, cells) => {
    expect(textWidth(text)).toBe(cells);
  });
});

describe('clipToWidth', () => {
  test('leaves what fits', () => {
    expect(clipToWidth('日本', 4)).toBe('日本');
  });

  test('never cuts a letter in two', () => {
    expect(clipToWidth('日本語', 4)).toBe('日…');
    expect(clipToWidth('👩‍👩‍👧‍👦 family', 4)).toBe('👩‍👩‍👧‍👦 …');
  });

  test('a long text costs what is shown of it', () => {
    expect(clipToWidth('x'.repeat(10_000_000), 5)).toBe('xxxx…');
  });

  test('what comes out fits, and is a start of what went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, cells) => {
        const clipped = clipToWidth(text, cells);
        expect(textWidth(clipped)).toBeLessThanOrEqual(cells);
        expect(text.startsWith(clipped.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
