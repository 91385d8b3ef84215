import { describe, expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy-score';

/** The texts that fit, best first. */
function rank(query: string, texts: string[]): string[] {
  return texts
    .map((text) => ({ text, score: fuzzyScore(query, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);
}

describe('fuzzyScore', () => {
  it('wants every letter, in order', () => {
    expect(rank('fbz', ['fix bug in zsh', 'zsh fix', 'fb'])).toEqual(['fix bug in zsh']);
  });

  it('puts whole words before starts of words before scattered letters', () => {
    expect(rank('test', ['the best', 'latest', 'test the parser', 'the test'])).toEqual([
      'test the parser',
      'the test',
      'latest',
      'the best',
    ]);
  });

  it('prefers letters that start words', () => {
    expect(rank('ap', ['a big plan', 'cap', 'trap x', 'ba zzp'])[0]).toBe('cap');
    expect(rank('atp', ['add the parser', 'beat up'])[0]).toBe('add the parser');
  });

  it('lets an empty query fit everything', () => {
    expect(fuzzyScore('', 'x')).toBeGreaterThan(0);
  });
});
