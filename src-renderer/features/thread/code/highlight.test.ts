import { describe, expect, it } from 'vitest';
import { highlight } from './highlight';
import { languageOf, languages } from './languages';

describe('highlight', () => {
  it('colours by custom properties and keeps every character', async () => {
    const code = 'const a = "b"; // c\n\nlet d = 1;';
    const lines = await highlight(code, 'typescript');
    expect(lines.map((line) => line.map(([text]) => text).join('')).join('\n')).toBe(code);
    expect(lines[0]?.find(([text]) => text.trim() === 'const')?.[1]).toBe('var(--code-token-keyword)');
  });

  it('refuses an unknown language', async () => {
    await expect(highlight('a', 'klingon')).rejects.toThrow('no grammar');
  });

  it.each(Object.keys(languages))('has a grammar for %s', async (language) => {
    expect(await highlight('x', language)).toHaveLength(1);
  });
});

describe('languageOf', () => {
  it('knows aliases and endings, and nothing of the prototype', () => {
    expect(languageOf('TS')).toBe('typescript');
    expect(languageOf('sh')).toBe('bash');
    expect(languageOf('rust')).toBe('rust');
    expect(languageOf('__proto__')).toBeNull();
    expect(languageOf('constructor')).toBeNull();
    expect(languageOf('')).toBeNull();
  });
});
