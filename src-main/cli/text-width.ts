const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** First and last code points that terminals show two cells wide (East Asian Width W and F, without emoji). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Cells that a text takes in a terminal: two for wide letters and emoji, none for combining marks. */
export function textWidth(text: string): number {
  // Most text is ASCII, where a letter is a cell.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += clusterWidth(segment);
  return width;
}

/** The start of a text that fits into some cells, with `…` in the last one when something was left out. */
export function clipToWidth(text: string, cells: number): string {
  // No grapheme is wider than its length in UTF-16 units times two, so a longer text need not be measured whole.
  const head = text.length > cells * 40 ? text.slice(0, cells * 40) : text;
  if (head === text && textWidth(text) <= cells) return text;
  let width = 0;
  let kept = '';
  for (const { segment } of segmenter.segment(head)) {
    width += clusterWidth(segment);
    if (width > cells - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function clusterWidth(cluster: string): number {
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(cluster)) return 2;
  const point = cluster.codePointAt(0) ?? 0;
  if (/^[\p{Mn}\p{Me}\p{Cf}]/u.test(cluster)) return 0;
  return wideRanges.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}
