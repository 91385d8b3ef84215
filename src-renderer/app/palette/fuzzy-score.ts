/** Where a match may start a word. */
const wordStart = /[^\p{L}\p{N}]/u;

/**
 * How well `text` fits what was typed: 0 when the letters of `query` do not all occur in order, higher is better.
 *
 * Runs of letters and starts of words count most; both sides must be in lower case already.
 */
export function fuzzyScore(query: string, text: string): number {
  if (query === '') return 1;
  const whole = text.indexOf(query);
  if (whole >= 0) {
    const starts = whole === 0 || wordStart.test(text[whole - 1] ?? '');
    return 1000 + (starts ? 500 : 0) - Math.min(whole, 200) - Math.min(text.length, 400) / 10;
  }
  let score = 0;
  let at = 0;
  let run = 0;
  for (const letter of query) {
    if (letter === ' ') {
      run = 0;
      continue;
    }
    const found = text.indexOf(letter, at);
    if (found < 0) return 0;
    run = found === at && at > 0 ? run + 1 : 0;
    const starts = found === 0 || wordStart.test(text[found - 1] ?? '');
    score += 1 + run * 4 + (starts ? 8 : 0) - Math.min(found - at, 20) / 10;
    at = found + letter.length;
  }
  return Math.max(score, 0.1);
}
