/** What of a keyboard event decides; a `KeyboardEvent` has it all. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?: (key: string) => boolean;
}

/** True on Apple keyboards, where `Mod` is Cmd. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** True for keys that mean a command even while text is typed. */
export function hasMod(key: string): boolean {
  return key.startsWith('Mod+');
}

/**
 * Whether an event is the key that `key` describes, e.g. `Mod+Shift+g`, `?` or `Escape`.
 *
 * Signs are matched by what is typed, since `[` or `?` need Shift or AltGr on many keyboards.
 */
export function matchesKey(key: string, press: KeyPress, mac = isMac): boolean {
  const parts = key.split('+');
  const name = parts.pop() ?? '';
  const wants = (modifier: string) => parts.includes(modifier);
  const isSign = name.length === 1 && !/[a-z0-9]/i.test(name);
  if (press.key !== name && press.key.toLowerCase() !== name) return false;

  // Windows reports AltGr as Ctrl+Alt.
  const altGr = isSign && (press.getModifierState?.('AltGraph') ?? false);
  if (altGr) return !wants('Mod');
  const [mod, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (mod !== wants('Mod') || other || (press.altKey && !(mac && isSign))) return false;
  return isSign || press.shiftKey === wants('Shift');
}
