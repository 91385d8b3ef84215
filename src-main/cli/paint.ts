/** Styles by meaning; none of them is the only sign of what it says. */
const codes = { strong: [1, 22], faint: [2, 22], bad: [31, 39], good: [32, 39], struck: [9, 29] } as const;

export type Style = keyof typeof codes;
export type Paint = (style: Style, text: string) => string;

/** A function that styles text for a terminal, or leaves it when there are no colours. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text);
}
