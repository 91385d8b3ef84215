/**
 * True when a text holds anything that is not seen as what it is: control and format characters, line and
 * paragraph separators, lone surrogates. A command with one would not be the command that the user read.
 */
export function hasHiddenCharacters(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}
