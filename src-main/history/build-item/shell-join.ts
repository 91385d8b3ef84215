const plain = /^[A-Za-z0-9+\-./:@\]_]$/;

/**
 * One line for an argument vector, quoted exactly as the app-server shows `command` (tried with 0.169.0 on
 * every ASCII character): the longest stretch that one way of quoting covers is quoted in that way.
 */
export function shellJoin(words: readonly string[]): string {
  if (words.some((word) => word.includes('\0'))) return '<command included NUL byte>';
  return words.map(quote).join(' ');
}

function quote(word: string): string {
  if (word === '') return "''";
  let quoted = '';
  for (let rest = word; rest !== ''; ) {
    const { length, style } = stretch(rest);
    const part = rest.slice(0, length);
    if (style === 'plain') quoted += part;
    else if (style === 'single') quoted += `'${part}'`;
    else quoted += `"${part.replace(/["\\]/g, '\\$&')}"`;
    rest = rest.slice(length);
  }
  return quoted;
}

/** How far the start of the text can be quoted in one style; the mildest style wins. */
function stretch(text: string): { length: number; style: 'plain' | 'single' | 'double' } {
  // A caret is only safe at the start of a single-quoted stretch.
  let can =
    text[0] === '^'
      ? { plain: false, single: true, double: false }
      : { plain: true, single: true, double: true };
  let length = text[0] === '^' ? 1 : 0;
  while (length < text.length) {
    const char = text.charAt(length);
    const next = {
      plain: can.plain && plain.test(char),
      single: can.single && char !== "'" && char !== '\\' && char !== '^',
      double: can.double && char !== '$' && char !== '`' && char !== '!' && char !== '^',
    };
    if (!next.plain && !next.single && !next.double) break;
    can = next;
    length += 1;
  }
  return { length, style: can.plain ? 'plain' : can.single ? 'single' : 'double' };
}
