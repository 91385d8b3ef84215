const names = new Map<number, string>([
  [0x00, 'NUL'],
  [0x07, 'BEL'],
  [0x08, 'BS'],
  [0x0b, 'VT'],
  [0x0c, 'FF'],
  [0x1b, 'ESC'],
  [0x7f, 'DEL'],
  [0x85, 'NEL'],
  [0xad, 'SHY'],
  [0x61c, 'ALM'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x2028, 'LS'],
  [0x2029, 'PS'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0xfeff, 'BOM'],
]);

/** Names a run of control characters shortly for its mark: `RLO`, `U+E0041`, `ZWSP ×3`, `ZWSP +4`. */
export function controlLabel(run: string): string {
  const characters = Array.from(run);
  const first = controlName(characters[0] ?? '');
  if (characters.length === 1) return first;
  const rest = characters.length - 1;
  return characters.every((one) => one === characters[0]) ? `${first} ×${rest + 1}` : `${first} +${rest}`;
}

/** Spells a run of control characters out, at most twelve of them. */
export function controlTitle(run: string): string {
  const characters = Array.from(run);
  const shown = characters.slice(0, 12).map((one) => {
    const name = controlName(one);
    return name.startsWith('U+') ? name : `${name} (${codePoint(one)})`;
  });
  const more = characters.length - shown.length;
  return `Hidden control characters: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function controlName(character: string): string {
  return names.get(character.codePointAt(0) ?? 0) ?? codePoint(character);
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
