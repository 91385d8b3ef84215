import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json';

const laidOut = (text: string) =>
  formatJson(text)
    .map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map((token) => token.text).join(''))
    .join('\n');

describe('formatJson', () => {
  it('lays out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(laidOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps digits, repeated keys and their order', () => {
    expect(laidOut('{"b":1.0000000000000000001,"2":1e400,"b":null}')).toBe(
      '{\n  "b": 1.0000000000000000001,\n  "2": 1e400,\n  "b": null\n}',
    );
  });

  it('tells keys from strings', () => {
    const kinds = formatJson('{"a":"b"}').flatMap(({ tokens }) => tokens.map(({ kind }) => kind));
    expect(kinds).toEqual(['punctuation', 'key', 'punctuation', 'string', 'punctuation']);
  });

  it('shows what is no JSON, and text that was cut, without losing a character', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.nat(40), (text, cut) => {
        const piece = text.slice(0, text.length - cut);
        const shown = formatJson(piece)
          .flatMap(({ tokens }) => tokens.map((token) => token.text))
          .join('');
        expect(shown.replace(/\s/g, '')).toBe(piece.replace(/\s/g, ''));
      }),
    );
  });

  it('costs no stack for any nesting', () => {
    expect(formatJson('['.repeat(200_000))).toHaveLength(200_000);
  });

  it('reads hostile strings in one pass', () => {
    expect(formatJson(`"${'\\"'.repeat(130_000)}`)).toHaveLength(1);
  });
});
