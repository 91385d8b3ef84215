import { describe, expect, it } from 'vitest';
import type { ThreadItem } from '../../contracts/model/item';
import { textMatcher } from './text-matcher';

const answer = (text: string, more: object = {}) =>
  ({ type: 'agentMessage', id: 'item-1', text, phase: null, memoryCitation: null, ...more }) as ThreadItem;

describe('textMatcher', () => {
  it('finds literally, whatever the case', () => {
    expect(textMatcher('needle (x)')(answer('a NEEDLE (x).'))).toBe(true);
    expect(textMatcher('needle (x)')(answer('a needle x'))).toBe(false);
    for (const text of ['a.b', '[x]', '(y)*', '\\d', '$^', 'a|b', '{2}', '/', '-', 'ÄÖ', '😀']) {
      expect(textMatcher(text)(answer(`before ${text} behind`))).toBe(true);
      expect(textMatcher(text)(answer('before and behind'))).toBe(false);
    }
  });

  it('searches a string to its very end', () => {
    expect(textMatcher('needle')(answer(`${'hay '.repeat(1_000_000)}needle`))).toBe(true);
  });

  it('searches what a reader sees, not ids, marks and image data', () => {
    const item = answer('hello', { nested: [{ type: 'deep' }], image: 'data:image/png;base64,needle' });
    expect(textMatcher('agentMessage')(item)).toBe(false);
    expect(textMatcher('item-1')(item)).toBe(false);
    expect(textMatcher('needle')(item)).toBe(false);
    expect(textMatcher('deep')(item)).toBe(true);
  });

  it('goes no deeper than it should', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(textMatcher('bottom')(answer('top', { questions: deep }))).toBe(false);
  });
});
