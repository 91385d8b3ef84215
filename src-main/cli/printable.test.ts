import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableJson, printableLine } from './printable';

test('shows what would drive a terminal', () => {
  expect(printable('\u001b[31mred\u009b0m\u0000')).toBe('\\u001b[31mred\\u009b0m\\u0000');
  expect(printable('\u202etxt.exe\u200b\u2066x')).toBe('\\u202etxt.exe\\u200b\\u2066x');
  expect(printable('progress\rdone')).toBe('progress\\u000ddone');
});

test('leaves letters, tabs, line ends and emoji alone', () => {
  const text = 'naïve 日本 👩‍👩‍👧‍👦\n\tשלום';
  expect(printable(text)).toBe(text);
});

test('on one line white space is a space', () => {
  expect(printableLine('  a\r\n\n\tb\u2028c\u00a0d ')).toBe('a b c d');
});

test('a lone surrogate is shown, a pair is left', () => {
  expect(printable('\ud800x')).toBe('\\ud800x');
  expect(printable('x\udc00')).toBe('x\\udc00');
  expect(printable('🦊')).toBe('🦊');
});

test('JSON parses to the same value and holds nothing that a terminal acts on', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = printableJson({ value, text });
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
    }),
  );
});
