import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainStyle, type AnsiStyle } from './ansi-style';
import { parseAnsi, type AnsiLine } from './parse-ansi';

const ESC = '\u001b';
const visible = (lines: AnsiLine[]) =>
  lines.map((line) => line.map((part) => ('text' in part ? part.text : '')).join('')).join('\n');
const marks = (lines: AnsiLine[]) =>
  lines.flatMap((line) => line.flatMap((part) => ('removed' in part ? part.removed : [])));
const styleOf = (text: string): AnsiStyle | undefined => {
  const part = parseAnsi(text)[0]?.at(-1);
  return part && 'style' in part ? part.style : undefined;
};

/** Sequences of ECMA-48, ITU-T T.416, DEC and xterm that are not SGR: taken out and marked. */
const removed: [name: string, sequence: string, mark: string][] = [
  ['cursor up', `${ESC}[2A`, 'CSI 2A'],
  ['cursor position', `${ESC}[10;20H`, 'CSI 10;20H'],
  ['erase in display', `${ESC}[2J`, 'CSI 2J'],
  ['erase in line', `${ESC}[K`, 'CSI K'],
  ['scroll up', `${ESC}[5S`, 'CSI 5S'],
  ['insert lines', `${ESC}[3L`, 'CSI 3L'],
  ['repeat', `${ESC}[100b`, 'CSI 100b'],
  ['device attributes', `${ESC}[c`, 'CSI c'],
  ['device status', `${ESC}[6n`, 'CSI 6n'],
  ['private mode', `${ESC}[?1049h`, 'CSI ?1049h'],
  ['bracketed paste', `${ESC}[?2004l`, 'CSI ?2004l'],
  ['private SGR look-alike', `${ESC}[>4;2m`, 'CSI >4;2m'],
  ['intermediate byte', `${ESC}[0 q`, 'CSI 0 q'],
  ['soft reset', `${ESC}[!p`, 'CSI !p'],
  ['window report', `${ESC}[21t`, 'CSI 21t'],
  ['8-bit CSI', '\u009b2A', 'CSI 2A'],
  ['title', `${ESC}]0;owned\u0007`, 'OSC 0 (title), 7 characters'],
  ['title with ST', `${ESC}]2;owned${ESC}\\`, 'OSC 2 (title), 7 characters'],
  ['title with 8-bit ST', `${ESC}]2;owned\u009c`, 'OSC 2 (title), 7 characters'],
  ['clipboard', `${ESC}]52;c;cm0gLXJm\u0007`, 'OSC 52 (clipboard), 13 characters'],
  ['notification', `${ESC}]777;notify;a;b\u0007`, 'OSC 777, 14 characters'],
  ['palette', `${ESC}]4;1;rgb:00/00/00\u0007`, 'OSC 4, 16 characters'],
  ['image', `${ESC}]1337;File=inline=1:AAAA\u0007`, 'OSC 1337, 23 characters'],
  ['8-bit OSC', '\u009d0;owned\u0007', 'OSC 0 (title), 7 characters'],
  ['DCS', `${ESC}Pq#0;2;0;0;0${ESC}\\`, 'DCS, 11 characters'],
  ['DCS with BEL inside', `${ESC}Pa\u0007b${ESC}\\`, 'DCS, 3 characters'],
  ['8-bit DCS', '\u0090q\u009c', 'DCS, 1 characters'],
  ['APC', `${ESC}_Gf=100;AAAA${ESC}\\`, 'APC, 11 characters'],
  ['PM', `${ESC}^secret${ESC}\\`, 'PM, 6 characters'],
  ['SOS', `${ESC}Xsecret${ESC}\\`, 'SOS, 6 characters'],
  ['string given up by CAN', `${ESC}]0;a\u0018`, 'OSC 0 (title), 3 characters'],
  ['full reset', `${ESC}c`, 'ESC c'],
  ['save cursor', `${ESC}7`, 'ESC 7'],
  ['reverse index', `${ESC}M`, 'ESC M'],
  ['line drawing charset', `${ESC}(0`, 'ESC (0'],
  ['screen alignment', `${ESC}#8`, 'ESC #8'],
  ['UTF-8 charset', `${ESC}%G`, 'ESC %G'],
  ['C1 next line', '\u0085', 'C1 control 85'],
  ['C1 index', '\u0084', 'C1 control 84'],
];

describe('parseAnsi', () => {
  it.each(removed)('takes out and marks: %s', (_name, sequence, mark) => {
    const lines = parseAnsi(`before${sequence}after`);
    expect(visible(lines)).toBe('beforeafter');
    expect(marks(lines)).toEqual([mark]);
  });

  it.each([
    [`${ESC}[31m`, { foreground: 1 }],
    [`${ESC}[97m`, { foreground: 15 }],
    [`${ESC}[44m`, { background: 4 }],
    [`${ESC}[103m`, { background: 11 }],
    [`${ESC}[38;5;208m`, { foreground: 208 }],
    [`${ESC}[38:5:208m`, { foreground: 208 }],
    [`${ESC}[38;2;1;2;3m`, { foreground: [1, 2, 3] }],
    [`${ESC}[38:2:1:2:3m`, { foreground: [1, 2, 3] }],
    [`${ESC}[38:2::1:2:3m`, { foreground: [1, 2, 3] }],
    [`${ESC}[48;2;1;2;3;1m`, { background: [1, 2, 3], bold: true }],
    [`${ESC}[58;5;9;4m`, { underline: true }],
    [`${ESC}[1;2;3;4;9m`, { bold: true, dim: true, italic: true, underline: true, strike: true }],
    [`${ESC}[4:3m`, { underline: true }],
    [`${ESC}[4m${ESC}[4:0m`, {}],
    [`${ESC}[7;8m`, { inverse: true, concealed: true }],
    [`${ESC}[1;31m${ESC}[22m`, { foreground: 1 }],
    [`${ESC}[31;42m${ESC}[39;49m`, {}],
    [`${ESC}[1;31m${ESC}[m`, {}],
    [`${ESC}[1;31m${ESC}[;m`, {}],
    [`${ESC}[38;5;999m`, {}],
    [`${ESC}[38;2;1;2m`, {}],
    [`${ESC}[38m`, {}],
    [`${ESC}[999m`, {}],
    ['\u009b32m', { foreground: 2 }],
  ] satisfies [string, Partial<AnsiStyle>][])('reads SGR %j', (sequence, style) => {
    expect(styleOf(`${sequence}text`)).toEqual({ ...plainStyle, ...style });
    expect(marks(parseAnsi(`${sequence}text`))).toEqual([]);
  });

  it('carries the style over line ends', () => {
    const lines = parseAnsi(`${ESC}[31mone\ntwo${ESC}[0m three`);
    expect(lines.map((line) => line.map((part) => 'style' in part && part.style.foreground))).toEqual([
      [1],
      [1, null],
    ]);
  });

  it('keeps OSC 8 links and ends them', () => {
    const [line] = parseAnsi(`${ESC}]8;id=1;https://a.example/x;y${ESC}\\here${ESC}]8;;${ESC}\\ there`);
    expect(line).toEqual([
      { text: 'here', style: plainStyle, link: 'https://a.example/x;y' },
      { text: ' there', style: plainStyle, link: null },
    ]);
    const [long] = parseAnsi(`${ESC}]8;;https://a.example/${'x'.repeat(3000)}\u0007text`);
    expect(long).toEqual([{ text: 'text', style: plainStyle, link: null }]);
  });

  it('starts a line anew at a carriage return, and says what it overwrote', () => {
    const lines = parseAnsi('10%\r50%\r\r\n100%\rdone\nend\r\n');
    expect(visible(lines)).toBe('50%\ndone\nend');
    expect(lines.map((line) => marks([line]).length)).toEqual([1, 1, 0]);
  });

  it('lets no unterminated string pass as text', () => {
    const lines = parseAnsi(`shown${ESC}]0;${'x'.repeat(1000)}`);
    expect(visible(lines)).toBe('shown');
    expect(marks(lines)).toEqual(['unterminated OSC: 1002 characters']);
  });

  it('reads 10 MB of an unterminated sequence, or of hostile starts, in one pass', () => {
    const size = 10 * 1024 * 1024;
    expect(visible(parseAnsi(`a${ESC}]${'x'.repeat(size)}`))).toBe('a');
    expect(visible(parseAnsi(`a${ESC}[${'1;'.repeat(size / 2)}`))).toBe('a');
    expect(marks(parseAnsi(`${ESC}]`.repeat(size / 20))).length).toBeLessThanOrEqual(8);
    expect(visible(parseAnsi(`${ESC}P\u0007`.repeat(size / 30))).length).toBe(0);
  });

  it('leaves the reset of `tput sgr0` unmarked', () => {
    expect(parseAnsi(`a${ESC}(B${ESC}[mb`)).toEqual([[{ text: 'ab', style: plainStyle, link: null }]]);
  });

  it('stops making styled parts after a bound', () => {
    const [line] = parseAnsi(`${ESC}[31ma${ESC}[32mb`.repeat(30_000));
    expect(line?.length).toBeLessThanOrEqual(20_001);
  });

  it('lets no escape or C1 control through, whatever comes', () => {
    const noisy = fc.array(
      fc.oneof(
        fc.constantFrom(...removed.map(([, sequence]) => sequence)),
        fc.constantFrom(
          ESC,
          `${ESC}[`,
          `${ESC}]`,
          `${ESC}P`,
          '\u009b',
          '\r',
          '\n',
          'm',
          ';',
          '31',
          `${ESC}[1m`,
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(noisy, (pieces) => {
        const lines = parseAnsi(pieces.join(''));
        expect(visible(lines)).not.toMatch(/[\u001b\u0080-\u009f\r]/);
      }),
    );
  });

  it('keeps every character of text without controls', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const text = texts.join('\n').replace(/[\r\u001b\u0080-\u009f]/g, '');
        expect(visible(parseAnsi(text))).toBe(text.endsWith('\n') ? text.slice(0, -1) : text);
      }),
    );
  });
});
