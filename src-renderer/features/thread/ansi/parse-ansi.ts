import { applySgr, plainStyle, type AnsiStyle } from './ansi-style';

/** Text in one style, or a mark where something was taken out. */
export type AnsiPart =
  | { text: string; style: AnsiStyle; link: string | null }
  /** What was taken out, in words for the mark's title. */
  | { removed: string[] };

export type AnsiLine = AnsiPart[];

/** Longest link that is kept, as the opener accepts no longer one. */
const maxLink = 2048;
/** Marks name at most so many removed sequences; the rest is counted by the last one. */
const maxNamed = 8;
/** Behind so many styled parts the rest is shown plain: every part is an element of the page. */
const maxParts = 20_000;

/** Sequences that end with ST: their payload is never text. */
const stringSequences = new Map([
  ['P', 'DCS'],
  ['X', 'SOS'],
  [']', 'OSC'],
  ['^', 'PM'],
  ['_', 'APC'],
]);

/**
 * Reads terminal output as lines of styled text (ECMA-48).
 *
 * Only SGR and OSC 8 links have an effect. Every other sequence is taken out and leaves a mark, because moving the
 * cursor, titles, clipboard writes and the like can hide or fake text (S-23). A carriage return starts its line anew;
 * what it overwrote leaves a mark. An unterminated string sequence swallows the rest, as in a terminal, and says so.
 * One pass, no backtracking: time and memory are linear in the text.
 */
export function parseAnsi(text: string): AnsiLine[] {
  const lines: AnsiLine[] = [];
  let line: AnsiLine = [];
  let style = plainStyle;
  let link: string | null = null;
  let parts = 0;
  let at = 0;

  const put = (piece: string) => {
    if (piece === '') return;
    const last = line.at(-1);
    if (last && 'text' in last && last.style === style && last.link === link) last.text += piece;
    else {
      line.push({ text: piece, style, link });
      parts += 1;
    }
  };
  const mark = (what: string) => {
    const last = line.at(-1);
    if (!last || !('removed' in last)) line.push({ removed: [what] });
    else if (last.removed.at(-1) === what) return;
    else if (last.removed.length < maxNamed) last.removed.push(what);
    else last.removed[maxNamed - 1] = 'and more';
  };

  while (at < text.length) {
    special.lastIndex = at;
    const found = special.exec(text);
    put(text.slice(at, found?.index ?? text.length));
    if (!found) break;
    at = found.index + 1;
    if (found[0] === '\n') {
      lines.push(line);
      line = [];
    } else if (found[0] === '\r') {
      at = afterReturns(text, at);
      if (at < text.length && text[at] !== '\n' && line.length > 0) {
        line = line.filter((part) => 'removed' in part);
        mark('carriage return: an earlier state of this line was overwritten');
      }
    } else {
      const sequence = readSequence(text, found.index);
      at = sequence.end;
      if (sequence.kind === 'sgr') {
        if (parts < maxParts) style = applySgr(style, sequence.parameters);
      } else if (sequence.kind === 'link') {
        link = sequence.url === '' || sequence.url.length > maxLink ? null : sequence.url;
      } else if (sequence.kind === 'removed') {
        mark(sequence.what);
      }
    }
  }
  if (line.length > 0 || (text !== '' && !text.endsWith('\n'))) lines.push(line);
  return lines;
}

/** ESC, C1 controls that begin or are sequences, and line ends. */
const special = /[\u001b\u0080-\u009f\r\n]/g;

type Sequence =
  | { kind: 'sgr'; parameters: string; end: number }
  | { kind: 'link'; url: string; end: number }
  | { kind: 'removed'; what: string; end: number }
  | { kind: 'nothing'; end: number };

function readSequence(text: string, start: number): Sequence {
  const first = text.charCodeAt(start);
  // A C1 control is ESC and the character 0x40 below it (ECMA-48 5.3).
  const letter = first === 0x1b ? (text[start + 1] ?? '') : String.fromCharCode(first - 0x40);
  const body = start + (first === 0x1b ? 2 : 1);
  if (letter === '[') return readControlSequence(text, body);
  const string = stringSequences.get(letter);
  if (string) return readString(text, body, string);
  if (first !== 0x1b) return { kind: 'removed', what: `C1 control ${first.toString(16)}`, end: body };
  return readEscape(text, start);
}

/** CSI: parameter bytes, intermediate bytes, one final byte. Anything else ends it where it stands. */
function readControlSequence(text: string, body: number): Sequence {
  let at = body;
  while (isIn(text, at, 0x30, 0x3f)) at += 1;
  const parameters = text.slice(body, at);
  const intermediates = at;
  while (isIn(text, at, 0x20, 0x2f)) at += 1;
  if (!isIn(text, at, 0x40, 0x7e)) return { kind: 'removed', what: 'broken CSI', end: at };
  const final = text[at] as string;
  if (final === 'm' && at === intermediates && !/[<=>?]/.test(parameters)) {
    return { kind: 'sgr', parameters, end: at + 1 };
  }
  return { kind: 'removed', what: `CSI ${text.slice(body, Math.min(at + 1, body + 24))}`, end: at + 1 };
}

/** OSC, DCS, APC, PM and SOS: everything up to ST, for OSC also up to BEL; CAN and SUB give up. */
function readString(text: string, body: number, name: string): Sequence {
  stringEnd.lastIndex = body;
  let found = stringEnd.exec(text);
  while (found?.[0] === '\u0007' && name !== 'OSC') found = stringEnd.exec(text);
  if (!found) {
    return {
      kind: 'removed',
      what: `unterminated ${name}: ${text.length - body} characters`,
      end: text.length,
    };
  }
  const payload = text.slice(body, found.index);
  // ESC that is no ST cancels the string and begins a sequence of its own.
  const isCut = found[0] === '\u001b';
  const end = isCut ? found.index : found.index + found[0].length;
  if (name === 'OSC' && payload.startsWith('8;') && !isCut) {
    return { kind: 'link', url: payload.slice(payload.indexOf(';', 2) + 1), end };
  }
  return { kind: 'removed', what: `${describe(name, payload)}, ${payload.length} characters`, end };
}

const stringEnd = /\u001b\\|\u0007|\u009c|\u0018|\u001a|\u001b/g;

function describe(name: string, payload: string): string {
  if (name !== 'OSC') return name;
  const number = /^\d{1,4}/.exec(payload)?.[0] ?? '';
  if (number === '52') return 'OSC 52 (clipboard)';
  if (number === '0' || number === '1' || number === '2') return `OSC ${number} (title)`;
  return `OSC ${number}`.trim();
}

/** ESC with intermediate bytes and a final one, or alone. */
function readEscape(text: string, start: number): Sequence {
  let at = start + 1;
  while (isIn(text, at, 0x20, 0x2f)) at += 1;
  if (!isIn(text, at, 0x30, 0x7e)) return { kind: 'removed', what: 'broken ESC', end: at };
  const body = text.slice(start + 1, at + 1);
  // `tput sgr0` selects ASCII with every reset: it changes nothing and would litter the output with marks.
  if (body === '(B') return { kind: 'nothing', end: at + 1 };
  return { kind: 'removed', what: `ESC ${body.slice(0, 24)}`, end: at + 1 };
}

function isIn(text: string, at: number, low: number, high: number): boolean {
  const code = text.charCodeAt(at);
  return code >= low && code <= high;
}

function afterReturns(text: string, at: number): number {
  let next = at;
  while (text[next] === '\r') next += 1;
  return next;
}
