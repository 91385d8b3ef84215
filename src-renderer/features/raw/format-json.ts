/** A stretch of JSON text of one kind. */
export interface JsonToken {
  kind: 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'invalid';
  text: string;
}

export interface JsonLine {
  depth: number;
  tokens: JsonToken[];
}

/** Deeper lines are not indented further, so that hostile nesting stays readable. */
const maxIndent = 24;

// A string without an end takes the rest: trying each later quote anew would cost quadratic time.
const token =
  /\s+|("(?:[^"\\]|\\.)*"?)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:])|[^\s"{}[\],:]+/gsy;

/**
 * Lays JSON text out over lines without parsing it into values.
 *
 * So that evidence stays what it is: numbers keep their digits, repeated keys and their order stay, nesting of any
 * depth costs no stack (S-21), and text that is no JSON is shown as it is, marked.
 */
export function formatJson(text: string): JsonLine[] {
  const lines: JsonLine[] = [];
  let depth = 0;
  let line: JsonLine = { depth: 0, tokens: [] };
  const breakLine = () => {
    if (line.tokens.length > 0) lines.push(line);
    line = { depth: Math.min(depth, maxIndent), tokens: [] };
  };
  let previous = '';
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [whole, string, number, literal, punctuation] = match;
    if (whole.trim() === '') continue;
    if (punctuation === undefined) {
      if (isOpening(previous)) breakLine();
      const kind = string ? 'string' : number ? 'number' : literal ? 'literal' : 'invalid';
      line.tokens.push({ kind, text: whole });
    } else if (punctuation === '{' || punctuation === '[') {
      if (isOpening(previous)) breakLine();
      line.tokens.push({ kind: 'punctuation', text: punctuation });
      depth += 1;
    } else if (punctuation === '}' || punctuation === ']') {
      depth = Math.max(0, depth - 1);
      if (!isOpening(previous)) breakLine();
      line.tokens.push({ kind: 'punctuation', text: punctuation });
    } else if (punctuation === ',') {
      line.tokens.push({ kind: 'punctuation', text: ',' });
      breakLine();
    } else {
      const key = line.tokens.at(-1);
      if (key?.kind === 'string') key.kind = 'key';
      line.tokens.push({ kind: 'punctuation', text: ': ' });
    }
    previous = whole;
  }
  breakLine();
  return lines;
}

function isOpening(text: string): boolean {
  return text === '{' || text === '[';
}
