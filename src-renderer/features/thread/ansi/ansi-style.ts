/** A terminal colour: palette number 0 to 255, or red, green and blue. */
export type AnsiColour = number | readonly [red: number, green: number, blue: number];

/** What SGR sequences set. Blinking and fonts are left out: they are noise here. */
export interface AnsiStyle {
  foreground: AnsiColour | null;
  background: AnsiColour | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  inverse: boolean;
  /** SGR 8. Shown all the same, marked: hidden text is what an auditor looks for. */
  concealed: boolean;
}

export const plainStyle: AnsiStyle = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
  concealed: false,
};

/** Most parameters of one sequence that are looked at; ECMA-48 sets no limit. */
const maxParameters = 64;

/** Applies the parameters of one SGR sequence (ECMA-48 8.3.117; colours as in ITU-T T.416 and xterm) to a style. */
export function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  let next: AnsiStyle = { ...style };
  const fields = parameters.split(';', maxParameters);
  for (let at = 0; at < fields.length; at++) {
    const [code, ...sub] = (fields[at] as string).split(':').map(Number);
    if (code === 38 || code === 48 || code === 58) {
      const { colour, taken } = sub.length > 0 ? colonColour(sub) : semicolonColour(fields.slice(at + 1));
      at += taken;
      if (colour !== null && code === 38) next.foreground = colour;
      if (colour !== null && code === 48) next.background = colour;
    } else if (code === 4 && sub[0] === 0) {
      next.underline = false;
    } else if (code === 0) {
      next = { ...plainStyle };
    } else {
      applyCode(next, code ?? 0);
    }
  }
  return isPlain(next) ? plainStyle : next;
}

function isPlain(style: AnsiStyle): boolean {
  return Object.values(style).every((value) => value === null || value === false);
}

function applyCode(style: AnsiStyle, code: number): void {
  if (code >= 30 && code <= 37) style.foreground = code - 30;
  else if (code >= 90 && code <= 97) style.foreground = code - 82;
  else if (code >= 40 && code <= 47) style.background = code - 40;
  else if (code >= 100 && code <= 107) style.background = code - 92;
  else Object.assign(style, codes.get(code));
}

const codes = new Map<number, Partial<AnsiStyle>>([
  [1, { bold: true }],
  [2, { dim: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [8, { concealed: true }],
  [9, { strike: true }],
  [21, { underline: true }],
  [22, { bold: false, dim: false }],
  [23, { italic: false }],
  [24, { underline: false }],
  [27, { inverse: false }],
  [28, { concealed: false }],
  [29, { strike: false }],
  [39, { foreground: null }],
  [49, { background: null }],
]);

/** `38;5;n` and `38;2;r;g;b`: the fields behind the 38. */
function semicolonColour(fields: readonly string[]): { colour: AnsiColour | null; taken: number } {
  const kind = Number(fields[0]);
  if (kind === 5) return { colour: paletteColour(Number(fields[1])), taken: 2 };
  if (kind === 2) return { colour: trueColour(fields.slice(1, 4).map(Number)), taken: 4 };
  return { colour: null, taken: fields[0] === undefined ? 0 : 1 };
}

/** `38:5:n`, `38:2:r:g:b` and `38:2:space:r:g:b`: the sub-parameters behind the 38. */
function colonColour(sub: readonly number[]): { colour: AnsiColour | null; taken: number } {
  if (sub[0] === 5) return { colour: paletteColour(sub[1]), taken: 0 };
  if (sub[0] === 2)
    return { colour: trueColour(sub.length > 4 ? sub.slice(2, 5) : sub.slice(1, 4)), taken: 0 };
  return { colour: null, taken: 0 };
}

function paletteColour(value: number | undefined): AnsiColour | null {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255 ? value : null;
}

function trueColour(values: readonly number[]): AnsiColour | null {
  const [red, green, blue] = values.map((value) => paletteColour(value));
  return typeof red === 'number' && typeof green === 'number' && typeof blue === 'number'
    ? [red, green, blue]
    : null;
}
