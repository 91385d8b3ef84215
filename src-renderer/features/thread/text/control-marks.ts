/** A stretch of text without control characters, or a run of control characters to be shown as a mark. */
export type TextPart = { text: string } | { control: string };

/**
 * Characters that steer or hide text instead of being it: C0 but tab and line ends, C1, bidi controls, zero-width
 * characters, fillers, separators, tags and variation selectors. A rollout may use them to show something else
 * than what it says (S-24, text deception).
 */
const controls =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffc\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]+/gu;

/** Joiners are letters' own business in emoji and in scripts that join. */
const joinsEmoji = /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*$/u;
const joinsLetters =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Mongolian}][\p{M}]*$/u;

/** Longest stretch before a joiner that is looked at. */
const lookBehind = 16;

/** Parts a text into what is visible and runs of control characters, in order; nothing is lost. */
export function splitControls(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(controls)) {
    if (isOrdinaryJoiner(text, match.index, match[0])) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ control: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function isOrdinaryJoiner(text: string, at: number, run: string): boolean {
  if (run !== '\u200d' && run !== '\u200c') return false;
  const before = text.slice(Math.max(0, at - lookBehind), at);
  const isEmoji = joinsEmoji.test(before) && /^\p{Extended_Pictographic}/u.test(text.slice(at + 1, at + 3));
  return (run === '\u200d' && isEmoji) || joinsLetters.test(before);
}

/** What a copy button copies: the visible characters, and how many hidden ones it left out. */
export function visibleText(text: string): { text: string; hidden: number } {
  let visible = '';
  let hidden = 0;
  for (const part of splitControls(text)) {
    if ('text' in part) visible += part.text;
    else hidden += Array.from(part.control).length;
  }
  return { text: visible, hidden };
}
