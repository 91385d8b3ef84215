import { isMac } from './key-match';

const signs: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  Escape: 'Esc',
  PageDown: 'Page ↓',
  PageUp: 'Page ↑',
};
const macSigns: Record<string, string> = { Mod: '⌘', Shift: '⇧', Enter: '↩', Escape: 'esc' };

/** The caps of one key as they are printed: `Mod+Shift+g` is Ctrl, Shift, G. */
export function keyLabel(key: string, mac = isMac): string[] {
  return key.split('+').map((part) => {
    if (mac && macSigns[part]) return macSigns[part];
    if (part === 'Mod') return 'Ctrl';
    return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}
