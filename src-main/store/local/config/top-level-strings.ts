const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/**
 * The string values of a TOML document's top level: what stands before the first table header.
 *
 * Tolerant and small on purpose: Skein needs two plain keys of a file that holds much more. Values of
 * other kinds, dotted keys and everything that is not TOML are passed over; the last of equal keys wins.
 */
export function topLevelStrings(toml: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = toml.charCodeAt(0) === 0xfeff ? 1 : 0;

  /** From an opening quote to behind the closing one; the text in between, unescaped. */
  function quoted(): string {
    const quote = toml[at] as string;
    const triple = toml.startsWith(quote.repeat(3), at);
    const close = triple ? quote.repeat(3) : quote;
    at += close.length;
    let text = '';
    while (at < toml.length && !toml.startsWith(close, at)) {
      if (!triple && toml[at] === '\n') return text;
      if (quote === '"' && toml[at] === '\\') text += escaped();
      else text += toml[at++];
    }
    at += close.length;
    return text;
  }

  function escaped(): string {
    const letter = toml[at + 1] ?? '';
    const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const code = Number.parseInt(toml.slice(at + 2, at + 2 + digits), 16);
    at += 2 + digits;
    if (digits > 0) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    return escapes[letter] ?? letter;
  }

  /** To the end of a value that is no string, over line ends inside brackets. */
  function skipValue(): void {
    for (let depth = 0; at < toml.length; ) {
      const char = toml[at] as string;
      if (char === '"' || char === "'") {
        quoted();
        continue;
      }
      if (char === '#') skipLine();
      if (toml[at] === '\n' && depth <= 0) return;
      if (char === '[' || char === '{') depth++;
      if (char === ']' || char === '}') depth--;
      at++;
    }
  }

  function skipLine(): void {
    while (at < toml.length && toml[at] !== '\n') at++;
  }

  while (at < toml.length) {
    const char = toml[at] as string;
    if (/\s/.test(char)) at++;
    else if (char === '#') skipLine();
    else if (char === '[') break;
    else {
      const key = /^(?:"([\w-]+)"|'([\w-]+)'|([\w-]+))[ \t]*=[ \t]*/.exec(toml.slice(at, at + 300));
      if (!key) {
        skipValue();
        continue;
      }
      at += key[0].length;
      if (toml[at] === '"' || toml[at] === "'") {
        found.set(key[1] ?? key[2] ?? key[3] ?? '', quoted());
        skipLine();
      } else skipValue();
    }
  }
  return found;
}
