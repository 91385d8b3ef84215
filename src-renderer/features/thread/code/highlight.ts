import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { CodeToken } from '../worker/text-job';
import { languages } from './languages';

/** Colours are custom properties, so that light and dark need no second pass. */
const theme = createCssVariablesTheme({ name: 'skein', variablePrefix: '--code-', fontStyle: false });
const plain = 'var(--code-foreground)';

let highlighter: Promise<HighlighterCore> | undefined;

/** Tokens of code, line by line. Runs in the text worker: grammars are regular expressions on hostile text. */
export async function highlight(code: string, language: string): Promise<CodeToken[][]> {
  const load = languages[language];
  if (!load) throw new RangeError(`no grammar for ${language}`);
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    // Rules that JavaScript's engine cannot express are left out; WebAssembly is against the page's CSP.
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const ready = await highlighter;
  if (!ready.getLoadedLanguages().includes(language)) await ready.loadLanguage(load());
  const lines = ready.codeToTokensBase(code, {
    lang: language,
    theme: 'skein',
    tokenizeMaxLineLength: 5_000,
    // The worker's deadline ends what takes too long; a limit here would leave lines half coloured on busy machines.
    tokenizeTimeLimit: 0,
  });
  return lines.map((tokens) =>
    tokens.map(({ content, color }): CodeToken => [content, color === plain ? null : (color ?? null)]),
  );
}
