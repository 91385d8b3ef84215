/** Longest text that is laid out in the page without a trial. */
const maxLength = 60_000;
/** Most signs that open or close something outside of fenced code. */
const maxSigns = 600;

const signs = /[*_~]+|[[\]<&\\`]|^[ \t]*(?:>[ \t]*)+|^[ \t]+[-+*\d]/g;
/** One line that opens thousands of nested boxes. */
const deepLine = /(?:>[ \t]*){30}|(?:[-+*][ \t]+){30}/;
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const html = /^[\s>*+\d.)-]*</;

/**
 * True when laying a text out as Markdown cannot take long.
 *
 * Markdown's emphasis, links and nesting cost quadratic time in the number of their signs; a hostile 16 kB message
 * takes seconds. What is not calm is tried in the worker first, with a deadline. Fenced code costs nothing, but only
 * a fence at the very start of a line surely is one, and only as long as no HTML block could have swallowed it.
 */
export function isCalm(text: string): boolean {
  if (text.length > maxLength) return false;
  let count = 0;
  let closing: string | null = null;
  let mayFence = true;
  for (const line of text.split('\n')) {
    if (closing !== null) {
      const bare = line.trim();
      if (bare.length >= closing.length && bare === closing[0]?.repeat(bare.length)) closing = null;
      continue;
    }
    const opening = mayFence ? fence.exec(line) : null;
    if (opening) {
      closing = opening[1] ?? opening[2] ?? null;
      continue;
    }
    mayFence &&= !html.test(line);
    count += line.match(signs)?.length ?? 0;
    if (count > maxSigns || deepLine.test(line)) return false;
  }
  return true;
}
